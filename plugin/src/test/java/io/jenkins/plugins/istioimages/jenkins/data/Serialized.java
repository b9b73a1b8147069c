package io.jenkins.plugins.istioimages.jenkins.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** Values on their way through bytes: what a restart does to them, and a channel. */
public final class Serialized {
    private Serialized() {}

    public static <T extends Serializable> T copy(T value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                @SuppressWarnings("unchecked") // It is what was written.
                T copy = (T) in.readObject();
                return copy;
            }
        } catch (java.io.IOException | ClassNotFoundException e) {
            throw new AssertionError(value.getClass() + " does not live through bytes", e);
        }
    }
}
