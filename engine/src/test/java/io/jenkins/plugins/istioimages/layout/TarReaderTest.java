package io.jenkins.plugins.istioimages.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

class TarReaderTest {
    @Test
    void files_links_and_directories_are_told_apart() throws IOException {
        byte[] archive = new TestArchive()
                .directory("d")
                .file("d/f", "hello")
                .symlink("d/s", "f")
                .hardlink("d/h", "d/f")
                .file("empty", "")
                .bytes();
        TarReader tar = new TarReader(new ByteArrayInputStream(archive));

        assertThat(tar.next().orElseThrow().type()).isEqualTo(TarEntry.Type.OTHER);
        TarEntry file = tar.next().orElseThrow();
        assertThat(file).isEqualTo(new TarEntry("d/f", TarEntry.Type.FILE, "", 5, 1024));
        assertThat(tar.content().readAllBytes()).asString().isEqualTo("hello");
        assertThat(tar.next().orElseThrow().link()).isEqualTo("f");
        assertThat(tar.next().orElseThrow().type()).isEqualTo(TarEntry.Type.HARDLINK);
        assertThat(tar.next().orElseThrow().size()).isZero();
        assertThat(tar.content().readAllBytes()).isEmpty();
        assertThat(tar.next()).isEmpty();
    }

    @Test
    void offsets_point_to_the_content() throws IOException {
        byte[] archive = new TestArchive()
                .file("x".repeat(300), "first")
                .file("b", "second")
                .bytes();
        TarReader tar = new TarReader(new ByteArrayInputStream(archive));
        for (String expected : new String[] {"first", "second"}) {
            TarEntry entry = tar.next().orElseThrow();
            int offset = (int) entry.offset();
            assertThat(Arrays.copyOfRange(archive, offset, offset + (int) entry.size()))
                    .asString()
                    .isEqualTo(expected);
        }
    }

    @Test
    void long_names_of_both_families_are_read() throws IOException {
        for (int mode : new int[] {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX}) {
            String path = "ü".repeat(40) + "/" + "n".repeat(400);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
                out.setLongFileMode(mode);
                TarArchiveEntry entry = new TarArchiveEntry(path, TarArchiveEntry.LF_SYMLINK);
                entry.setLinkName("t".repeat(200));
                out.putArchiveEntry(entry);
                out.closeArchiveEntry();
            }
            TarEntry read = new TarReader(new ByteArrayInputStream(bytes.toByteArray()))
                    .next()
                    .orElseThrow();
            assertThat(read.path()).isEqualTo(path);
            assertThat(read.link()).isEqualTo("t".repeat(200));
        }
    }

    @Test
    void sizes_beyond_eight_gibibytes_are_read_in_both_forms() throws IOException {
        for (int mode : new int[] {TarArchiveOutputStream.BIGNUMBER_STAR, TarArchiveOutputStream.BIGNUMBER_POSIX}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            @SuppressWarnings("resource")
            TarArchiveOutputStream out = new TarArchiveOutputStream(bytes);
            out.setBigNumberMode(mode);
            TarArchiveEntry entry = new TarArchiveEntry("large");
            entry.setSize(20_000_000_000L);
            out.putArchiveEntry(entry);
            out.flush();
            byte[] headers = Arrays.copyOf(bytes.toByteArray(), 10_240);
            assertThat(new TarReader(new ByteArrayInputStream(headers)).next().map(TarEntry::size))
                    .contains(20_000_000_000L);
        }
    }

    @Test
    void an_archive_cut_anywhere_is_an_error_or_ends_between_two_entries() throws IOException {
        byte[] archive = new TestArchive()
                .file("n".repeat(120), "x".repeat(700))
                .file("b", "y")
                .bytes();
        for (int length = 1; length < 4 * 512; length += 37) {
            byte[] cut = Arrays.copyOf(archive, length);
            if (length % 512 != 0) {
                assertThatThrownBy(() -> readAll(cut)).as("cut at " + length).isInstanceOf(EOFException.class);
            }
        }
        assertThat(readAll(archive)).hasSize(2);
    }

    @Test
    void an_empty_file_and_one_that_is_no_tar_are_errors() {
        assertThatThrownBy(() -> readAll(new byte[0])).hasMessageContaining("empty");
        byte[] text = "no tar ".repeat(200).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> readAll(text)).hasMessageContaining("not a tar archive");
    }

    @Test
    void an_extended_header_that_would_fill_the_memory_is_refused() {
        byte[] header = new byte[1024];
        byte[] name = "././@LongLink".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, header, 0, name.length);
        byte[] size = "77777777777".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, header, 124, size.length);
        header[156] = 'L';
        seal(header);
        assertThatThrownBy(() -> readAll(header))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1048576");
    }

    @Test
    void a_negative_size_is_refused() {
        byte[] header = new byte[1024];
        header[0] = 'a';
        Arrays.fill(header, 124, 136, (byte) 0xff);
        header[156] = '0';
        seal(header);
        assertThatThrownBy(() -> readAll(header)).isInstanceOf(IOException.class);
    }

    @Property(tries = 300)
    void a_damaged_archive_gives_entries_or_an_error_and_nothing_else(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int damages) {
        byte[] archive = new TestArchive()
                .directory("d")
                .file("d/" + "f".repeat(150), "content")
                .symlink("l", "t".repeat(150))
                .file("last", "x".repeat(1000))
                .bytes();
        Random random = new Random(seed);
        for (int i = 0; i < damages; i++) {
            archive[random.nextInt(6000)] = (byte) random.nextInt(256);
        }
        for (int block = 0; random.nextBoolean() && block < 6000; block += 512) {
            // With a right checksum the damage gets further.
            seal(archive, block);
        }
        try {
            assertThat(readAll(archive).size()).isLessThan(100);
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static Map<String, byte[]> readAll(byte[] archive) throws IOException {
        TarReader tar = new TarReader(new ByteArrayInputStream(archive));
        Map<String, byte[]> result = new LinkedHashMap<>();
        for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            result.put(entry.get().path(), tar.content().readAllBytes());
        }
        return result;
    }

    private static void seal(byte[] header) {
        seal(header, 0);
    }

    private static void seal(byte[] archive, int block) {
        Arrays.fill(archive, block + 148, block + 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += archive[block + i] & 0xff;
        }
        byte[] digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, archive, block + 148, 8);
    }
}
