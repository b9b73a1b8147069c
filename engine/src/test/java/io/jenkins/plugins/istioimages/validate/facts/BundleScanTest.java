package io.jenkins.plugins.istioimages.validate.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.catalog.contents.ByteBudget;
import io.jenkins.plugins.istioimages.layout.TestArchive;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.validate.fixture.FixturePrograms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleScanTest {
    @TempDir
    private Path directory;

    @Test
    void filesHaveTheirDigestTextAndMachine() throws IOException {
        byte[] program = FixturePrograms.program("linux", "arm64", "1.2.2", "1.2.3");
        Path file = new TestArchive()
                .directory("a")
                .file("./a/values.yaml", "tag: 1.2.3\n")
                .file("a/other", "unread")
                .file("a/program", program)
                .writeGzip(directory.resolve("x.tar.gz"));
        Bundle bundle = scan(file);
        assertThat(bundle.damage()).isEmpty();
        assertThat(bundle.files()).containsOnlyKeys("a/values.yaml", "a/other", "a/program");
        assertThat(bundle.file("a/values.yaml").orElseThrow().text())
                .hasValueSatisfying(text ->
                        assertThat(text).asString(StandardCharsets.UTF_8).isEqualTo("tag: 1.2.3\n"));
        assertThat(bundle.file("a/other").orElseThrow().text()).isEmpty();
        assertThat(bundle.file("a/program").orElseThrow().digest()).isEqualTo(Digest.sha256(program));
        assertThat(bundle.file("a/program").orElseThrow().program()).hasValueSatisfying(found -> {
            assertThat(found.architecture().architecture()).contains("arm64");
            assertThat(found.hasVersion()).isTrue();
            assertThat(found.versions()).containsExactly("1.2.2");
        });
    }

    @Test
    void aZipIsReadByItsContentWhateverItIsCalled() throws IOException {
        Path file = directory.resolve("x.tar.gz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("values.yaml"));
            zip.write("tag: 1".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(scan(file).file("values.yaml").orElseThrow().text()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"/etc/passwd", "../up", "a/../../up", "C:/windows", "a\\b"})
    void pathsThatLeadOutAreTold(String path) {
        Bundle bundle = scan(new TestArchive().file(path, "x").write(directory.resolve("x.tar")));
        assertThat(bundle.unsafe()).containsExactly(path);
        assertThat(bundle.files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a/link, ../../up", "link, /etc", "a/b/link, ../../../x"})
    void linksThatLeadOutAreTold(String path, String target) {
        Bundle bundle = scan(new TestArchive().symlink(path, target).write(directory.resolve("x.tar")));
        assertThat(bundle.unsafe()).containsExactly(path + " -> " + target);
    }

    @Test
    void linksThatStayInsideAreFine() {
        Bundle bundle = scan(new TestArchive()
                .symlink("a/b/link", "../c")
                .hardlink("d", "a/b/link")
                .write(directory.resolve("x.tar")));
        assertThat(bundle.unsafe()).isEmpty();
    }

    @Test
    void whatUnpacksToMoreThanItsBudgetIsGivenUp() throws IOException {
        Path bomb = TestArchive.bomb(directory.resolve("b.tar.gz"), "values.yaml", 'x', 8 << 20);
        try (InputStream in = Files.newInputStream(bomb)) {
            assertThatThrownBy(() -> BundleReader.tar(in, ByteBudget.of(4 << 20), (entry, content) -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it unpacks to more than 4194304 bytes, which nothing in a release does");
        }
    }

    @Test
    void aFileMayUnpackToAGibibyteOrAHundredTimesItsSize() throws IOException {
        assertThat(skips(ByteBudget.ofFile(1), 1L << 30)).isTrue();
        assertThat(skips(ByteBudget.ofFile(1), (1L << 30) + 1)).isFalse();
        assertThat(skips(ByteBudget.ofFile(1L << 30), 100L << 30)).isTrue();
        assertThat(skips(ByteBudget.ofFile(Long.MAX_VALUE), Long.MAX_VALUE)).isTrue();
    }

    private static boolean skips(ByteBudget budget, long bytes) {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public long skip(long count) {
                return count;
            }
        };
        try {
            return budget.of(endless).skip(bytes) == bytes;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aTextOfMoreThanAMebibyteIsNotKept() {
        byte[] large = new byte[(1 << 20) + 1];
        Arrays.fill(large, (byte) ' ');
        Bundle bundle = scan(new TestArchive().file("values.yaml", large).write(directory.resolve("x.tar")));
        assertThat(bundle.file("values.yaml").orElseThrow().text()).isEmpty();
    }

    @Test
    void everyCutOfAnArchiveIsDamageAndNeverAnError() throws IOException {
        Path whole = new TestArchive()
                .file("a", "some content")
                .file("b", FixturePrograms.program("linux", "amd64", "1"))
                .writeGzip(directory.resolve("x.tar.gz"));
        byte[] content = Files.readAllBytes(whole);
        for (int length = 0; length < content.length; length += 7) {
            Path cut = Files.write(directory.resolve("cut.tar.gz"), Arrays.copyOf(content, length));
            assertThat(scan(cut).damage())
                    .as("%d of %d bytes", length, content.length)
                    .isPresent();
        }
    }

    @Test
    void everyChangedByteOfAZipIsDamageOrAnotherContentAndNeverAnError() throws IOException {
        Path file = directory.resolve("x.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("istioctl.exe"));
            zip.write(FixturePrograms.program("windows", "amd64", "1.2.3"));
        }
        byte[] content = Files.readAllBytes(file);
        Bundle whole = scan(file);
        for (int at = 0; at < content.length; at++) {
            byte[] changed = content.clone();
            changed[at] ^= (byte) 0xff;
            Bundle bundle = scan(Files.write(directory.resolve("changed.zip"), changed));
            assertThat(bundle.damage().isPresent()
                            || bundle.files().size() <= whole.files().size())
                    .as("byte %d", at)
                    .isTrue();
        }
    }

    private static Bundle scan(Path file) {
        return BundleScan.of(file, file.getFileName().toString(), "1.2.3", path -> path.endsWith("values.yaml"));
    }
}
