package jenkins.util;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Collection;

public abstract class VirtualFile implements Comparable<VirtualFile>, Serializable {
    private static final long serialVersionUID = 1L;

    public abstract boolean isFile() throws IOException;

    public abstract long length() throws IOException;

    public @NonNull Collection<String> list(
            @NonNull String includes, @CheckForNull String excludes, boolean useDefaultExcludes) throws IOException {
        throw new UnsupportedOperationException();
    }

    public abstract @NonNull VirtualFile child(@NonNull String name);

    public abstract InputStream open() throws IOException;

    @Override
    public final int compareTo(VirtualFile that) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final boolean equals(Object that) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final int hashCode() {
        throw new UnsupportedOperationException();
    }
}
