package io.jenkins.plugins.istioimages.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file as a stream, with a place of its own: several may read one channel. */
public final class FileSlice extends InputStream {
    private final FileChannel channel;
    private long position;
    private final long end;
    private final boolean shared;

    private FileSlice(FileChannel channel, long offset, long size, boolean shared) {
        this.channel = channel;
        this.position = offset;
        this.end = offset + size;
        this.shared = shared;
    }

    /** Closes the channel with itself. */
    public static FileSlice of(FileChannel channel, long offset, long size) {
        return new FileSlice(channel, offset, size, false);
    }

    /** Leaves the channel open: others read from it, too. */
    public static FileSlice ofShared(FileChannel channel, long offset, long size) {
        return new FileSlice(channel, offset, size, true);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        int wanted = (int) Math.min(length, end - position);
        int count = channel.read(ByteBuffer.wrap(buffer, offset, wanted), position);
        if (count < 0) {
            throw new EOFException("it ends " + (end - position) + " bytes too early");
        }
        position += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, end - position));
        position += skipped;
        return skipped;
    }

    @Override
    public void close() throws IOException {
        if (!shared) {
            channel.close();
        }
    }
}
