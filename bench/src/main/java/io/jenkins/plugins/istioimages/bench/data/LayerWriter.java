package io.jenkins.plugins.istioimages.bench.data;

import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes layers, as streams: a set of any size takes the same memory. */
final class LayerWriter {
    private static final int BUFFER = 128 * 1024;

    private final Path directory;
    private final long seed;

    LayerWriter(Path directory, long seed) {
        this.directory = directory;
        this.seed = seed;
    }

    /** Writes the plain tar of a layer. */
    LayerFile write(LayerSpec layer) throws IOException {
        Path file = directory.resolve(layer.id() + ".tar");
        try (HashingOutput out = new HashingOutput(open(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
            writeDirectories(layer, tar);
            for (FileSpec spec : layer.files()) {
                writeFile(layer, spec, tar);
            }
            tar.finish();
            out.flush();
            Digest digest = out.digest();
            return new LayerFile(file, digest, out.size(), digest);
        }
    }

    /** Compresses a layer as BuildKit's exporters do by default: gzip, level 6. */
    LayerFile compress(LayerFile layer) throws IOException {
        Path file = directory.resolve(layer.file().getFileName() + ".gz");
        HashingOutput hashing = new HashingOutput(open(file));
        try (InputStream in = Files.newInputStream(layer.file());
                OutputStream out = new GZIPOutputStream(hashing, BUFFER)) {
            in.transferTo(out);
        }
        return new LayerFile(file, hashing.digest(), hashing.size(), layer.diffId());
    }

    private void writeFile(LayerSpec layer, FileSpec spec, TarArchiveOutputStream tar) throws IOException {
        tar.putArchiveEntry(Tar.entry(spec.path(), spec.size(), spec.mode()));
        try (InputStream content =
                new Binary(Noise.seed(seed, layer.id() + "/" + spec.path()), spec.size(), layer.machine())) {
            content.transferTo(tar);
        }
        tar.closeArchiveEntry();
    }

    private static void writeDirectories(LayerSpec layer, TarArchiveOutputStream tar) throws IOException {
        TreeSet<String> directories = new TreeSet<>();
        for (FileSpec spec : layer.files()) {
            for (int slash = spec.path().indexOf('/');
                    slash >= 0;
                    slash = spec.path().indexOf('/', slash + 1)) {
                directories.add(spec.path().substring(0, slash + 1));
            }
        }
        for (String name : directories) {
            tar.putArchiveEntry(Tar.entry(name, 0, 0755));
            tar.closeArchiveEntry();
        }
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    }
}
