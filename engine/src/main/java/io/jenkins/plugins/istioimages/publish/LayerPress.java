package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.layout.Compression;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Turns the bytes of a layer as an archive has them into those that a registry gets, hashing both on the way. */
final class LayerPress {
    private static final int BUFFER = 128 * 1024;

    private final Spools spools;
    private final Compressor compressor;

    LayerPress(Spools spools, Compressor compressor) {
        this.spools = spools;
        this.compressor = compressor;
    }

    /** What tells a layer of this form in the cache: a compressor's id, or that the layer came compressed. */
    String form(Compression compression) {
        return compression == Compression.NONE ? compressor.id() : "as-it-is";
    }

    /**
     * Compresses what is plain, keeps what is compressed.
     *
     * @param progress hears of bytes that were read
     */
    LayerBytes press(InputStream layer, Compression compression, LongConsumer progress) throws IOException {
        Spool spool = spools.spool();
        MessageDigest packed = DigestAlgorithm.SHA256.newHasher();
        OutputStream out = new DigestOutputStream(spool, packed);
        String type = mediaType(compression);
        Digest diffId;
        if (compression == Compression.NONE) {
            byte[] start = layer.readNBytes(WasmPlugin.LOOK_AT);
            Compressor chosen = WasmPlugin.isLayer(start) ? forPlugins() : compressor;
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), layer);
            type = chosen.layerMediaType();
            diffId = compress(whole, chosen, out, progress);
        } else {
            diffId = keep(layer, out, progress);
        }
        Descriptor descriptor = Descriptor.of(type, Digest.finish(DigestAlgorithm.SHA256, packed), spool.size());
        return new LayerBytes(diffId, descriptor, Optional.of(spool));
    }

    /** Hashes a layer that is compressed and can be read again where it stands, so that no copy of it is needed. */
    LayerBytes examine(LayerContent layer, Compression compression, LongConsumer progress) throws IOException {
        MessageDigest packed = DigestAlgorithm.SHA256.newHasher();
        Counter counter = new Counter(new DigestOutputStream(OutputStream.nullOutputStream(), packed));
        Digest diffId;
        try (InputStream in = layer.open()) {
            diffId = keep(in, counter, progress);
        }
        Descriptor descriptor =
                Descriptor.of(mediaType(compression), Digest.finish(DigestAlgorithm.SHA256, packed), counter.count);
        return new LayerBytes(diffId, descriptor, Optional.of(layer));
    }

    /** The digest of the uncompressed layer, for one whose compressed form is known. */
    static Digest diffId(InputStream layer, Compression compression, LongConsumer progress) throws IOException {
        if (compression != Compression.NONE) {
            return keep(layer, OutputStream.nullOutputStream(), progress);
        }
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        copy(layer, new DigestOutputStream(OutputStream.nullOutputStream(), hasher), progress);
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }

    /** Who fetches Wasm plugins reads gzip only. */
    private Compressor forPlugins() {
        return compressor.layerMediaType().equals(MediaTypes.OCI_LAYER_GZIP) ? compressor : Compressors.jdkGzip();
    }

    private static Digest compress(InputStream layer, Compressor compressor, OutputStream out, LongConsumer progress)
            throws IOException {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        try (OutputStream compressed = compressor.compress(out)) {
            copy(new DigestInputStream(layer, hasher), compressed, progress);
        }
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }

    /** Passes compressed bytes on, all of them, and unpacks them on the way for their diff id. */
    private static Digest keep(InputStream layer, OutputStream out, LongConsumer progress) throws IOException {
        Tee passing = new Tee(layer, out, progress);
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        copy(Decompressor.open(passing), new DigestOutputStream(OutputStream.nullOutputStream(), hasher), n -> {});
        // What follows the compressed stream belongs to the blob all the same.
        passing.transferTo(OutputStream.nullOutputStream());
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }

    private String mediaType(Compression compression) {
        return switch (compression) {
            case NONE -> compressor.layerMediaType();
            case GZIP -> MediaTypes.OCI_LAYER_GZIP;
            case ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
        };
    }

    private static void copy(InputStream in, OutputStream out, LongConsumer progress) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
            progress.accept(count);
        }
    }

    /** Writes what is read from it. */
    private static final class Tee extends InputStream {
        private final InputStream in;
        private final OutputStream out;
        private final LongConsumer progress;

        Tee(InputStream in, OutputStream out, LongConsumer progress) {
            this.in = in;
            this.out = out;
            this.progress = progress;
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
                out.write(buffer, offset, count);
                progress.accept(count);
            }
            return count;
        }
    }

    /** Counts what it passes on. */
    private static final class Counter extends OutputStream {
        private final OutputStream out;
        private long count;

        Counter(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
