package io.jenkins.plugins.istioimages.bench.data;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Hashes and counts what goes through it. */
final class HashingOutput extends FilterOutputStream {
    private final MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
    private long size;

    HashingOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        hasher.update(bytes, offset, length);
        size += length;
    }

    /** Digest of all bytes; nothing may be written after it was asked for. */
    Digest digest() {
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }

    long size() {
        return size;
    }
}
