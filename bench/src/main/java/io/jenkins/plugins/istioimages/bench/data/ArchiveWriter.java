package io.jenkins.plugins.istioimages.bench.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes docker-archives of one form, named and tagged by release-builder's rules. */
final class ArchiveWriter {
    /** What the archives say; publishing goes to another hub. */
    static final String HUB = "bench.example/istio";

    private static final int BUFFER = 128 * 1024;

    private final Path directory;
    private final ArchiveForm form;
    private final String version;

    ArchiveWriter(Path directory, ArchiveForm form, String version) {
        this.directory = directory;
        this.form = form;
        this.version = version;
    }

    /** Says what {@link #write} will write or has written. */
    Archive describe(ImageContent image) {
        ImageSpec spec = image.spec();
        String tag = spec.tag(version);
        return new Archive(
                spec.name(),
                tag,
                spec.machine(),
                spec.fileName() + "." + form.extension(),
                HUB + "/" + spec.name() + ":" + tag + spec.machine().suffix(),
                image.layers().stream().map(layer -> layer.diffId().toString()).toList());
    }

    /** Writes one archive. */
    void write(ImageContent image) throws IOException {
        Archive archive = describe(image);
        List<ArchiveEntry> entries = form.compressesLayers()
                ? BuildkitSave.entries(image, archive.repoTag())
                : DockerSave.entries(image, archive.repoTag());
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(open(directory.resolve(archive.file())), StandardCharsets.UTF_8.name())) {
            for (ArchiveEntry entry : entries) {
                tar.putArchiveEntry(Tar.entry(entry.name(), entry.size(), 0644));
                try (InputStream in = entry.content().open()) {
                    in.transferTo(tar);
                }
                tar.closeArchiveEntry();
            }
            tar.finish();
        }
    }

    private OutputStream open(Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        return form.compressesArchives() ? new FastGzip(out) : out;
    }

    /** {@code gzip --fast}. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
