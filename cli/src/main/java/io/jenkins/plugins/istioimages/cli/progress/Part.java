package io.jenkins.plugins.istioimages.cli.progress;

/**
 * A layer or another blob on its way. One that must be compressed before it is sent has come half the way when that is
 * done: so it moves all the time, and what it still takes can be told from how fast it came here.
 */
final class Part {
    private final long size;
    private final boolean compressed;
    private long read;
    private long packedSize;
    private long sent;
    private boolean ready;
    private boolean done;

    private Part(long size, boolean compressed) {
        this.size = size;
        this.compressed = compressed;
        this.packedSize = size;
        this.ready = !compressed;
    }

    /** A layer that is compressed and then sent. */
    static Part layer(long size) {
        return new Part(size, true);
    }

    /** A blob that is sent as it is. */
    static Part blob(long size) {
        return new Part(size, false);
    }

    long size() {
        return size;
    }

    boolean isDone() {
        return done;
    }

    void read(long bytes) {
        read = Math.min(size, read + bytes);
    }

    /** It is compressed to so many bytes. */
    void ready(long packed) {
        ready = true;
        packedSize = packed;
    }

    void sent(long bytes) {
        sent = Math.max(0, Math.min(packedSize, sent + bytes));
    }

    void finish() {
        done = true;
    }

    /** How much of its size counts as done. */
    double moved() {
        if (done) {
            return size;
        }
        double sending = packedSize == 0 ? 0 : (double) sent / packedSize * size;
        return compressed ? ((ready ? size : read) + sending) / 2 : sending;
    }
}
