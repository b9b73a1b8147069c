package io.jenkins.plugins.istioimages.jenkins.scripts;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Loops over lists that outlive a restart, as workflow-cps gives them to Pipelines (its {@code IteratorHack}). */
public final class KeptIterators {
    private KeptIterators() {}

    /** A category method: the list's {@code iterator()}. */
    public static <T> Iterator<T> iterator(List<T> list) {
        return new Kept<>(list);
    }

    private static final class Kept<T> implements Iterator<T>, Serializable {
        private static final long serialVersionUID = 1L;

        private final ArrayList<T> elements;
        private int next;

        Kept(List<T> elements) {
            this.elements = new ArrayList<>(elements);
        }

        @Override
        public boolean hasNext() {
            return next < elements.size();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return elements.get(next++);
        }
    }
}
