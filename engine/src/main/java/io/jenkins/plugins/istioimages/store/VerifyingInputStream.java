package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Hashes what passes and fails at the end, or as soon as there is too much, if it is not what the descriptor says. */
public final class VerifyingInputStream extends FilterInputStream {
    private final Descriptor expected;
    private final String origin;
    private final MessageDigest hasher;
    private long seen;
    private boolean verified;

    /** @param origin names where the bytes come from, for the error */
    public VerifyingInputStream(InputStream in, Descriptor expected, String origin) {
        super(in);
        this.expected = expected;
        this.origin = origin;
        this.hasher = expected.digest().algorithm().newHasher();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count < 0) {
            verifyOnce();
            return -1;
        }
        hasher.update(buffer, offset, count);
        seen += count;
        if (seen > expected.size()) {
            throw new DigestMismatchException(
                    origin + ": " + expected.digest() + " should have " + expected.size() + " bytes, more arrived");
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        // Skipped bytes must be hashed too.
        byte[] scratch = new byte[(int) Math.min(8192, Math.max(1, count))];
        long skipped = 0;
        while (skipped < count) {
            int read = read(scratch, 0, (int) Math.min(scratch.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verifyOnce() {
        if (verified) {
            return;
        }
        if (seen != expected.size()) {
            throw new DigestMismatchException(origin + ": " + expected.digest() + " should have " + expected.size()
                    + " bytes, " + seen + " arrived");
        }
        Digest actual = Digest.finish(expected.digest().algorithm(), hasher);
        if (!actual.equals(expected.digest())) {
            throw new DigestMismatchException(
                    origin + ": asked for " + expected.digest() + ", got bytes whose digest is " + actual);
        }
        verified = true;
    }
}
