package io.jenkins.plugins.istioimages.bench.registry;

import com.github.luben.zstd.ZstdInputStream;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;

/** Layers as their bytes say they are, whatever the media type claims. */
final class LayerContent {
    private static final int BUFFER = 128 * 1024;

    private LayerContent() {}

    /** Takes gzip or zstd off a layer. */
    static InputStream plain(InputStream layer) throws IOException {
        BufferedInputStream in = new BufferedInputStream(layer, BUFFER);
        in.mark(4);
        int first = in.read();
        int second = in.read();
        in.reset();
        if (first == 0x1f && second == 0x8b) {
            return new GZIPInputStream(in, BUFFER);
        }
        return first == 0x28 && second == 0xb5 ? new ZstdInputStream(in) : in;
    }

    /** SHA-256 of a stream, read to its end. */
    static Digest digest(InputStream in) throws IOException {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), hasher)) {
            in.transferTo(out);
        }
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }
}
