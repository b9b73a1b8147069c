package io.jenkins.plugins.istioimages.image.compress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTrailerTest {
    private static final byte[] PLAIN = "a layer of an image".getBytes(US_ASCII);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 1000})
    void what_ends_with_the_checksum_is_whole_however_it_is_cut(int cut) throws IOException {
        GzipTrailer trailer = new GzipTrailer();
        trailer.in(PLAIN, 0, 5);
        trailer.in(PLAIN, 5, PLAIN.length - 5);
        byte[] packed = packed(PLAIN);
        for (int at = 0; at < packed.length; at += cut) {
            trailer.out(packed, at, Math.min(cut, packed.length - at));
        }
        assertThatCode(() -> trailer.check("igzip")).doesNotThrowAnyException();
    }

    @Test
    void a_byte_less_on_either_side_is_an_error() throws IOException {
        byte[] packed = packed(PLAIN);
        assertFails(PLAIN.length - 1, packed, packed.length);
        assertFails(PLAIN.length, packed, packed.length - 1);
        assertFails(PLAIN.length, packed, 3);
        assertFails(PLAIN.length, packed, 0);
    }

    private static void assertFails(int in, byte[] packed, int out) {
        GzipTrailer trailer = new GzipTrailer();
        trailer.in(PLAIN, 0, in);
        trailer.out(packed, 0, out);
        assertThatThrownBy(() -> trailer.check("igzip"))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "igzip was given %d bytes, and what it wrote does not end with their checksum".formatted(in));
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
