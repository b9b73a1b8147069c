package io.jenkins.plugins.istioimages.catalog.contents;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Hashes what passes; bytes that are skipped, too, which the JDK's stream forgets. */
public final class HashingInputStream extends FilterInputStream {
    private static final int BUFFER = 16 * 1024;

    private final MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();

    public HashingInputStream(InputStream in) {
        super(in);
    }

    /** Reads the rest; SHA-256 of everything that passed. To be called once. */
    public Digest finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            hasher.update(buffer, offset, count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, count))];
        int read = count <= 0 ? 0 : read(buffer, 0, (int) Math.min(buffer.length, count));
        return Math.max(0, read);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
