package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageParameter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes archives whose bytes tell nothing but their content: one time for all entries, owner 0, the modes 755 and 644.
 */
final class Archives {
    private static final int PROGRAM = 0755;
    private static final int PLAIN = 0644;
    private static final int REGULAR_FILE = 0100000;
    private static final int DIRECTORY = 0040000;
    /** What a zip can hold; times before are written as it. */
    private static final LocalDateTime DOS_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Instant time;
    private final Compressor compressor;

    private Archives(Instant time, Compressor compressor) {
        this.time = time;
        this.compressor = compressor;
    }

    /**
     * With a stage's time and compressor.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if this machine's compressor is another
     */
    static Archives of(Stage stage) {
        return new Archives(
                Instant.parse(stage.parameter(StageParameter.CREATED)),
                Compressors.of(Map.of()).named(stage.parameter(StageParameter.COMPRESSOR)));
    }

    /** A compressed file. */
    OutputStream gzip(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return compressor.compress(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    /** A zip if the file is called so, else a compressed tar. */
    void write(FileSet files, Path file) throws IOException {
        if (file.toString().endsWith(".zip")) {
            zip(files, file);
        } else {
            tar(files.entries(), file);
        }
    }

    /** A compressed tar with the entries in the order of the map. */
    void tar(Map<String, FileSet.Entry> entries, Path file) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip(file), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (Map.Entry<String, FileSet.Entry> one : entries.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(one.getKey());
                entry.setMode(one.getValue().executable() ? PROGRAM : PLAIN);
                entry.setModTime(Date.from(time));
                entry.setIds(0, 0);
                entry.setNames("", "");
                entry.setSize(one.getValue().size());
                tar.putArchiveEntry(entry);
                copy(one.getValue(), tar);
                tar.closeArchiveEntry();
            }
        }
    }

    private void zip(FileSet files, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        LocalDateTime inUtc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            for (Map.Entry<String, FileSet.Entry> one : files.entries().entrySet()) {
                boolean directory = one.getKey().endsWith("/");
                ZipArchiveEntry entry = new ZipArchiveEntry(one.getKey());
                entry.setTimeLocal(inUtc.isBefore(DOS_EPOCH) ? DOS_EPOCH : inUtc);
                int mode = one.getValue().executable() ? PROGRAM : PLAIN;
                entry.setUnixMode((directory ? DIRECTORY : REGULAR_FILE) | mode);
                zip.putArchiveEntry(entry);
                copy(one.getValue(), zip);
                zip.closeArchiveEntry();
            }
        }
    }

    private static void copy(FileSet.Entry entry, OutputStream out) throws IOException {
        try (InputStream content = entry.content().open()) {
            content.transferTo(out);
        }
    }
}
