package io.jenkins.plugins.istioimages.image.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class TarWriterTest {
    private static final FileContent ANY = new FileContent.OnDisk(Path.of("any"));

    @Property
    void whatIsWrittenIsReadAgain(
            @ForAll
                    @CharRange(from = 'a', to = 'z')
                    @CharRange(from = '/', to = '/')
                    @CharRange(from = 'à', to = 'é')
                    @StringLength(min = 1, max = 400)
                    String name,
            @ForAll @LongRange(min = 0, max = 5_000_000_000L) long id,
            @ForAll @LongRange(min = 0, max = 20_000_000_000L) long seconds)
            throws IOException {
        String path = ("p" + name).replaceAll("/+", "/").replaceAll("/$", "");
        TarArchiveEntry entry = read(write(path, TreeNode.file(04711, id, id + 1, ANY), 0, seconds));
        assertThat(entry.getName()).isEqualTo(path);
        assertThat(entry.getLongUserId()).isEqualTo(id);
        assertThat(entry.getLongGroupId()).isEqualTo(id + 1);
        assertThat(entry.getLastModifiedTime().toInstant().getEpochSecond()).isEqualTo(seconds);
        assertThat(entry.getMode() & 07777).isEqualTo(04711);
        assertThat(entry.getUserName()).isEmpty();
    }

    @Test
    void aPlainEntryHasNoPaxHeader() throws IOException {
        assertThat(write("usr/bin/x", TreeNode.file(0755, 0, 0, ANY), 0, 1)).hasSize(512 + 1024);
        assertThat(write("d/" + "x".repeat(99), TreeNode.file(0755, 0, 0, ANY), 0, 1))
                .hasSize(512 + 1024);
        assertThat(write("x".repeat(101), TreeNode.file(0755, 0, 0, ANY), 0, 1)).hasSize(3 * 512 + 1024);
    }

    @Test
    void directoriesAndLinksAreSuch() throws IOException {
        TarArchiveEntry directory = read(write("a".repeat(120), TreeNode.directory(01777, 1, 2), 0, 5));
        assertThat(directory.isDirectory()).isTrue();
        assertThat(directory.getName()).isEqualTo("a".repeat(120) + "/");
        TarArchiveEntry link = read(write("l", TreeNode.symlink("t".repeat(300), 0, 0), 0, 5));
        assertThat(link.isSymbolicLink()).isTrue();
        assertThat(link.getLinkName()).isEqualTo("t".repeat(300));
    }

    @Test
    void aFileOfMoreThanEightGibibytesSaysItsSize() throws IOException {
        assertThat(read(write("big", TreeNode.file(0644, 0, 0, ANY), 9L << 30, 0))
                        .getSize())
                .isEqualTo(9L << 30);
    }

    /** A digest that changes here changes every layer there is: the format is a promise. */
    @Test
    void theBytesAreThoseOfEveryVersionBefore() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarWriter tar = new TarWriter(out);
        tar.header("usr", TreeNode.directory(0755, 0, 0), 0, 1_665_562_260L);
        tar.header("usr/é", TreeNode.file(0644, 1337, 1337, ANY), 5, 1_665_562_260L);
        out.write("hello".getBytes(StandardCharsets.US_ASCII));
        tar.pad(5);
        tar.header("usr/l", TreeNode.symlink("é", 0, 0), 0, 1_665_562_260L);
        tar.end();
        assertThat(Digest.sha256(out.toByteArray()))
                .hasToString("sha256:dff97c349b1edd8d1072eb17a41ce6e73b6ef1e45d43ac56bc1ad7ee0f4e72f4");
    }

    private static byte[] write(String path, TreeNode node, long size, long seconds) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarWriter tar = new TarWriter(out);
        tar.header(path, node, size, seconds);
        tar.end();
        return out.toByteArray();
    }

    private static TarArchiveEntry read(byte[] tar) throws IOException {
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            return in.getNextEntry();
        }
    }
}
