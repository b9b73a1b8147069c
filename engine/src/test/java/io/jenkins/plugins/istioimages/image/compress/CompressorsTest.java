package io.jenkins.plugins.istioimages.image.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressorsTest {
    private static final Compressors NONE_BUT_JAVA = Compressors.of(Map.of("PATH", "/nonexistent"));

    @ParameterizedTest
    @ValueSource(strings = {"gzip-jdk", "gzip-jdk-6", "zstd", "zstd-3"})
    void whatIsCompressedComesOutAgain(String name) throws IOException {
        byte[] data = Fingerprint.sample();
        assertThat(plain(compress(NONE_BUT_JAVA.named(name), data, 4000))).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip-jdk", "zstd"})
    void anEmptyLayerIsCompressedToo(String name) throws IOException {
        assertThat(plain(compress(NONE_BUT_JAVA.named(name), new byte[0], 1))).isEmpty();
    }

    @Test
    void aGzipHeaderTellsNeitherTimeNorSystem() throws IOException {
        assertThat(compress(Compressors.jdkGzip(), new byte[100], 100))
                .startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
    }

    @Property(tries = 20)
    void theResultDoesNotDependOnHowTheInputIsCut(@ForAll @IntRange(min = 1, max = 300_000) int cut)
            throws IOException {
        byte[] data = noise(400_000);
        for (String name : new String[] {"gzip-jdk", "zstd"}) {
            Compressor compressor = NONE_BUT_JAVA.named(name);
            assertThat(compress(compressor, data, cut)).isEqualTo(compress(compressor, data, 4096));
        }
    }

    @Test
    void withoutAFastOneGzipIsTheJdks() {
        assertThat(NONE_BUT_JAVA.named("gzip").id())
                .isEqualTo(Compressors.jdkGzip().id());
        assertThat(Compressors.of(Map.of()).fastestGzip().id()).startsWith("gzip-jdk-1-");
    }

    @Test
    void anIdNamesAlgorithmAndLevelAndPinsTheBytes() {
        String gzip = NONE_BUT_JAVA.named("gzip-jdk-6").id();
        String zstd = NONE_BUT_JAVA.named("zstd-3").id();
        assertThat(gzip).matches("gzip-jdk-6-[0-9a-f]{8}");
        assertThat(zstd).matches("zstd-3-1\\.5\\.7-6-[0-9a-f]{8}");
        assertThat(NONE_BUT_JAVA.named(gzip).id()).isEqualTo(gzip);
        assertThat(NONE_BUT_JAVA.named(zstd).id()).isEqualTo(zstd);
        assertThatThrownBy(() -> NONE_BUT_JAVA.named("gzip-jdk-6-00000000"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not on this machine")
                .hasMessageContaining(gzip);
    }

    @Test
    void mediaTypesTellTheFamily() {
        assertThat(Compressors.jdkGzip().layerMediaType()).isEqualTo(MediaTypes.OCI_LAYER_GZIP);
        assertThat(NONE_BUT_JAVA.named("zstd").layerMediaType()).isEqualTo(MediaTypes.OCI_LAYER_ZSTD);
    }

    @Test
    void aCompressorThatIsNotThereIsAnErrorThatSaysWhatToInstall() {
        assertThatThrownBy(() -> NONE_BUT_JAVA.named("gzip-igzip"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("isal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip-jdk-0", "gzip-jdk-10", "zstd-99", "zstd-x", "gzip-jdk-1234"})
    void aLevelBeyondTheRangeIsAnError(String name) {
        assertThatThrownBy(() -> NONE_BUT_JAVA.named(name))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no level");
    }

    @Test
    void anUnknownNameGetsAHint() {
        assertThatThrownBy(() -> NONE_BUT_JAVA.named("zst"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("did you mean 'zstd'?");
    }

    static byte[] compress(Compressor compressor, byte[] data, int cut) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        try (OutputStream out = compressor.compress(result)) {
            for (int at = 0; at < data.length; at += cut) {
                out.write(data, at, Math.min(cut, data.length - at));
                out.flush();
            }
        }
        return result.toByteArray();
    }

    static byte[] plain(byte[] compressed) throws IOException {
        return Decompressor.open(new ByteArrayInputStream(compressed)).readAllBytes();
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        Random random = new Random(7);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(40) + (i / 1000));
        }
        return bytes;
    }
}
