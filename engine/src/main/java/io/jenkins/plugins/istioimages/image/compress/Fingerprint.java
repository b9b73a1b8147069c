package io.jenkins.plugins.istioimages.image.compress;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Tells what a compressor does from what it says of itself. A zlib can be exchanged under a running Java, and ISA-L takes
 * other code on other processors; both show in the compressed form of a fixed sample, so its digest is part of the id.
 */
final class Fingerprint {
    private static final int SAMPLE = 256 * 1024;
    private static final int DIGITS = 8;

    private Fingerprint() {}

    /** {@code name-} and eight digits of the compressed sample's digest. */
    static String idOf(String name, Compressor compressor) {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        try (OutputStream out = compressor.compress(new DigestOutputStream(OutputStream.nullOutputStream(), hasher))) {
            out.write(sample());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name + "-" + Digest.finish(DigestAlgorithm.SHA256, hasher).hex().substring(0, DIGITS);
    }

    /** Text, code-like words, runs and noise in turn, the same on every machine. */
    static byte[] sample() {
        byte[] words = "istio envoy pilot proxy listener cluster route endpoint ".getBytes(StandardCharsets.US_ASCII);
        byte[] sample = new byte[SAMPLE];
        long state = 0x9E3779B97F4A7C15L;
        for (int i = 0; i < SAMPLE; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            int random = (int) (state >>> 33);
            sample[i] = switch ((i >>> 12) & 3) {
                case 0 -> words[(i * 7 + (random & 15)) % words.length];
                case 1 -> (byte) random;
                case 2 -> (byte) (i >>> 6);
                default -> (byte) (random & 0x1f);
            };
        }
        return sample;
    }
}
