package io.jenkins.plugins.istioimages.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryTest {
    @ParameterizedTest
    @ValueSource(longs = {64, 65, 4096, 65_536 + 64, 200_001})
    void isExactlyAsLongAsWanted(long size) throws IOException {
        assertThat(content(1, size, Machine.AMD64)).hasSize((int) size);
    }

    @Test
    void equalSeedsGiveEqualBytesAndOthersOther() throws IOException {
        assertThat(content(7, 100_000, Machine.AMD64)).isEqualTo(content(7, 100_000, Machine.AMD64));
        assertThat(content(7, 100_000, Machine.AMD64)).isNotEqualTo(content(8, 100_000, Machine.AMD64));
    }

    @Test
    void theHeaderNamesTheMachine() throws IOException {
        byte[] arm = content(7, 100, Machine.ARM64);
        assertThat(arm).startsWith(0x7f, 'E', 'L', 'F', 2, 1);
        assertThat(arm[18] & 0xff).isEqualTo(183);
        assertThat(content(7, 100, Machine.AMD64)[18]).isEqualTo((byte) 62);
    }

    @Test
    void compressesAsExecutablesDo() throws IOException {
        byte[] content = content(7, 2_000_000, Machine.AMD64);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        assertThat((double) compressed.size() / content.length).isBetween(0.36, 0.44);
    }

    @Test
    void aBinaryWithoutRoomForItsHeaderIsRefused() {
        assertThatThrownBy(() -> new Binary(1, 63, Machine.AMD64)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] content(long seed, long size, Machine machine) throws IOException {
        try (InputStream binary = new Binary(seed, size, machine)) {
            return binary.readAllBytes();
        }
    }
}
