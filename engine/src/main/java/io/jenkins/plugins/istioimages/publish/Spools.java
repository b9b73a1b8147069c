package io.jenkins.plugins.istioimages.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The temporary contents of one run, which all go when it ends. */
final class Spools implements AutoCloseable {
    private final Path directory;
    private final Queue<Spool> open = new ConcurrentLinkedQueue<>();

    /** @param directory for files; there already */
    Spools(Path directory) {
        this.directory = directory;
    }

    /** A new, empty one. */
    Spool spool() {
        Spool spool = new Spool(directory);
        open.add(spool);
        return spool;
    }

    @Override
    public void close() {
        open.forEach(Spools::discard);
    }

    private static void discard(Spool spool) {
        try {
            spool.discard();
        } catch (IOException e) {
            // A file without a name goes with the process at the latest.
            return;
        }
    }
}
