package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes archives entry by entry, right or wrong as a test wants them. */
public final class TestArchive {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    public TestArchive() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    public TestArchive file(String path, byte[] content) {
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setSize(content.length);
        return put(entry, content);
    }

    public TestArchive file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public TestArchive directory(String path) {
        return put(new TarArchiveEntry(path + "/", true), new byte[0]);
    }

    public TestArchive symlink(String path, String target) {
        return link(path, target, TarConstants.LF_SYMLINK);
    }

    public TestArchive hardlink(String path, String target) {
        return link(path, target, TarConstants.LF_LINK);
    }

    /** An entry of {@code manifest.json}. */
    public static String image(String config, String tags, String... layers) {
        return "{\"Config\":\"" + config + "\",\"RepoTags\":" + tags + ",\"Layers\":["
                + Arrays.stream(layers).map(layer -> '"' + layer + '"').collect(Collectors.joining(",")) + "]}";
    }

    /** An image config of some layers. */
    public static String config(String architecture, byte[]... layers) {
        return "{\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":"
                + "\"layers\",\"diff_ids\":["
                + Arrays.stream(layers)
                        .map(layer -> '"' + Digest.sha256(layer).toString() + '"')
                        .collect(Collectors.joining(","))
                + "]}}";
    }

    public byte[] bytes() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public Path write(Path file) {
        return write(file, bytes());
    }

    public Path writeGzip(Path file) {
        return write(file, TestImages.gzip(bytes()));
    }

    /** A gzip archive of one file with a first byte and then blanks: small on disk, as large as one likes when read. */
    public static Path bomb(Path file, String path, char first, long size) {
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            TarArchiveEntry entry = new TarArchiveEntry(path, true);
            entry.setSize(size);
            out.putArchiveEntry(entry);
            byte[] blanks = new byte[1024 * 1024];
            Arrays.fill(blanks, (byte) ' ');
            out.write(first);
            for (long left = size - 1; left > 0; left -= blanks.length) {
                out.write(blanks, 0, (int) Math.min(left, blanks.length));
            }
            out.closeArchiveEntry();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestArchive link(String path, String target, byte type) {
        TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    private TestArchive put(TarArchiveEntry entry, byte[] content) {
        try {
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
