package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.layout.Compression;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;

/** Turns the bytes of a layer as an archive has them into a file as a registry gets it, hashing both on the way. */
final class LayerPress {
    private static final int BUFFER = 128 * 1024;

    private final Path directory;
    private final Compressor compressor;

    /** @param directory for the files */
    LayerPress(Path directory, Compressor compressor) {
        this.directory = directory;
        this.compressor = compressor;
    }

    /** Compresses what is plain, leaves as it is what is compressed. */
    LayerBytes press(InputStream layer, Compression compression) throws IOException {
        Path file = directory.resolve(UUID.randomUUID().toString());
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        boolean done = false;
        try {
            Digest diffId = compression == Compression.NONE ? compress(layer, file, hasher) : keep(layer, file, hasher);
            Digest digest = Digest.finish(DigestAlgorithm.SHA256, hasher);
            Descriptor descriptor = Descriptor.of(mediaType(compression), digest, Files.size(file));
            done = true;
            return new LayerBytes(diffId, descriptor, Optional.of(file));
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The digest of the uncompressed layer, for one whose compressed form is known. */
    static Digest diffId(InputStream layer, Compression compression) throws IOException {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        InputStream plain = compression == Compression.NONE ? layer : Decompressor.open(layer);
        copy(plain, new DigestOutputStream(OutputStream.nullOutputStream(), hasher));
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }

    private Digest compress(InputStream layer, Path file, MessageDigest compressedHasher) throws IOException {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        try (OutputStream out =
                compressor.compress(new DigestOutputStream(Files.newOutputStream(file), compressedHasher))) {
            copy(new DigestInputStream(layer, hasher), out);
        }
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }

    private static Digest keep(InputStream layer, Path file, MessageDigest compressedHasher) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            copy(new DigestInputStream(layer, compressedHasher), out);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            return diffId(in, Compression.GZIP);
        }
    }

    private String mediaType(Compression compression) {
        return switch (compression) {
            case NONE -> compressor.layerMediaType();
            case GZIP -> MediaTypes.OCI_LAYER_GZIP;
            case ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
        };
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }
}
