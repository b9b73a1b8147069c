package io.jenkins.plugins.istioimages.bench.contender;

import java.io.IOException;
import java.nio.file.Path;

/** One who is measured. */
public interface Contender {
    /** Name in the results. */
    String name();

    /** Whether it is on this machine; only contenders that Debian and Maven Central do not have may be absent. */
    default boolean present() {
        return true;
    }

    /** Begins a turn with an empty directory. */
    default Workspace begin(Path directory) throws IOException {
        return new Workspace(directory);
    }

    /** Whether an index that it copied has the same bytes afterwards; otherwise only what it lists is compared. */
    default boolean keepsIndexes() {
        return true;
    }
}
