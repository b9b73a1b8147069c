package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.layout.ArchiveLayer;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.layout.Compression;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.DigestMismatchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/** Layers of archives as files that can be pushed: each distinct one is read and compressed once. */
final class ArchiveLayers {
    private final Path directory;
    private final Compressor compressor;
    private final Map<Digest, BlobSource> known = new HashMap<>();

    /** @param directory for files, made when needed */
    ArchiveLayers(Path directory, Compressor compressor) {
        this.directory = directory;
        this.compressor = compressor;
    }

    /** The layer, compressed; one that stands compressed in the archive keeps its bytes. */
    BlobSource of(ArchiveLayer layer, ArchiveSource source) {
        return known.computeIfAbsent(layer.diffId(), diffId -> {
            try {
                Files.createDirectories(directory);
                return layer.blob().compression() == Compression.NONE ? compress(layer, source) : keep(layer, source);
            } catch (IOException e) {
                throw new WorkException(source + ": cannot read the layer " + diffId + ": " + e, e);
            }
        });
    }

    private BlobSource compress(ArchiveLayer layer, ArchiveSource source) throws IOException {
        Path file = Files.createTempFile(directory, "layer-", "");
        DigestAlgorithm algorithm = layer.diffId().algorithm();
        MessageDigest plain = algorithm.newHasher();
        MessageDigest packed = DigestAlgorithm.SHA256.newHasher();
        try (InputStream in = new DigestInputStream(source.open(layer.blob()), plain);
                OutputStream out = compressor.compress(new DigestOutputStream(Files.newOutputStream(file), packed))) {
            in.transferTo(out);
        }
        Digest actual = Digest.finish(algorithm, plain);
        if (!actual.equals(layer.diffId())) {
            throw new DigestMismatchException(source + ": the layer "
                    + layer.blob().path() + " should be " + layer.diffId() + " and is " + actual);
        }
        return file(compressor.layerMediaType(), packed, file);
    }

    private BlobSource keep(ArchiveLayer layer, ArchiveSource source) throws IOException {
        Path file = Files.createTempFile(directory, "layer-", "");
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        try (InputStream in = source.open(layer.blob());
                OutputStream out = new DigestOutputStream(Files.newOutputStream(file), hasher)) {
            in.transferTo(out);
        }
        String type =
                layer.blob().compression() == Compression.ZSTD ? MediaTypes.OCI_LAYER_ZSTD : MediaTypes.OCI_LAYER_GZIP;
        return file(type, hasher, file);
    }

    private static BlobSource file(String mediaType, MessageDigest hasher, Path file) throws IOException {
        return BlobSource.ofFile(
                Descriptor.of(mediaType, Digest.finish(DigestAlgorithm.SHA256, hasher), Files.size(file)), file);
    }
}
