package io.jenkins.plugins.istioimages.image.layer;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes a layer in one pass: tar, diff id, compression, digest and size, into a file. */
final class LayerWriter {
    private static final int BUFFER = 128 * 1024;

    private final Compressor compressor;

    LayerWriter(Compressor compressor) {
        this.compressor = compressor;
    }

    SpooledLayer write(LayerSpec spec, Path file) throws IOException {
        try (HashingOutputStream compressed = new HashingOutputStream(Files.newOutputStream(file))) {
            Digest diffId;
            try (HashingOutputStream plain = new HashingOutputStream(compressor.compress(compressed))) {
                writeTar(spec, plain);
                diffId = plain.digest();
            }
            Descriptor descriptor = Descriptor.of(compressor.layerMediaType(), compressed.digest(), compressed.count());
            return new SpooledLayer(descriptor, diffId, file);
        }
    }

    private static void writeTar(LayerSpec spec, OutputStream out) throws IOException {
        TarWriter tar = new TarWriter(out);
        long seconds = spec.time().getEpochSecond();
        byte[] buffer = new byte[BUFFER];
        for (Map.Entry<String, TreeNode> entry : spec.entries().entrySet()) {
            TreeNode node = entry.getValue();
            if (node.content().isPresent() && node.content().get() instanceof FileContent.OnDisk onDisk) {
                writeFile(tar, out, entry.getKey(), node, onDisk.file(), seconds, buffer);
            } else {
                tar.header(entry.getKey(), node, 0, seconds);
            }
        }
        tar.end();
    }

    private static void writeFile(
            TarWriter tar, OutputStream out, String path, TreeNode node, Path file, long seconds, byte[] buffer)
            throws IOException {
        long size = Files.size(file);
        tar.header(path, node, size, seconds);
        long written = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read > 0 && written < size; read = in.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancelledException("cancelled while a layer was written");
                }
                int use = (int) Math.min(read, size - written);
                out.write(buffer, 0, use);
                written += use;
            }
        }
        if (written != size || Files.size(file) != size) {
            throw new WorkException(file + " changed while it was copied into a layer");
        }
        tar.pad(size);
    }

    /** Hashes and counts what passes. */
    private static final class HashingOutputStream extends OutputStream {
        private final OutputStream out;
        private final java.security.MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        private long count;

        HashingOutputStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            hasher.update(bytes, offset, length);
            count += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        /** Once, after the last byte. */
        Digest digest() {
            return Digest.finish(DigestAlgorithm.SHA256, hasher);
        }

        long count() {
            return count;
        }
    }
}
