package io.jenkins.plugins.istioimages.catalog.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.istioimages.validate.fixture.FixtureGo;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GoBuildInfoScannerTest {
    private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);

    private final byte[] program = FixtureGo.program("arm64", "go1.24.3", "1.27.3");

    @Test
    void modulesReplacementsAndSettingsAreRead() {
        GoBuildInfo info = scan(program, program.length).orElseThrow();
        assertThat(info.goVersion()).isEqualTo("go1.24.3");
        assertThat(info.main()).contains(new GoModule("istio.io/istio", "(devel)"));
        assertThat(info.modules())
                .containsExactly(
                        new GoModule("github.com/google/go-cmp", "v0.6.0"),
                        new GoModule("github.com/new/fork", "v1.0.1"));
        assertThat(info.settings()).containsEntry("GOARCH", "arm64");
        assertThat(info.revision()).contains("0123456789abcdef0123456789abcdef01234567");
    }

    @Property(tries = 300)
    void itIsFoundWhateverPiecesTheBytesComeIn(@ForAll @IntRange(min = 1, max = 700) int piece) {
        assertThat(scan(program, piece)).isPresent();
    }

    @Property(tries = 300)
    void cutProgramsTellNothingAndAreNoError(@ForAll @IntRange(min = 0, max = 100_000) int length) {
        byte[] cut = Arrays.copyOf(program, length % program.length);
        assertThat(scan(cut, 64)).isEmpty();
    }

    @Property(tries = 300)
    void anyBytesBehindTheLettersAreNoError(@ForAll @Size(max = 200) byte[] rest) {
        byte[] bytes = concat(MAGIC, new byte[] {8, 2}, new byte[16], rest);
        assertThatCode(() -> scan(bytes, 13)).doesNotThrowAnyException();
    }

    @Test
    void lettersThatAreNoHeaderAreSteppedOver() {
        byte[] letters = concat(MAGIC, new byte[2], new byte[16]);
        assertThat(scan(concat(letters, letters, new byte[16 - 2 * letters.length % 16], program), 100))
                .isPresent();
    }

    @Test
    void aHeaderAtNoMultipleOfSixteenIsNone() {
        byte[] info = FixtureGo.info("go1.24.3", FixtureGo.modules("arm64"));
        assertThat(scan(concat(new byte[8], info), 64)).isEmpty();
        assertThat(scan(concat(new byte[16], info), 64)).isPresent();
    }

    @Test
    void aTextOfGigabytesIsNotWaitedFor() {
        byte[] claims = concat(
                MAGIC,
                new byte[] {8, 2},
                new byte[16],
                new byte[] {3},
                "go1".getBytes(StandardCharsets.UTF_8),
                new byte[] {-1, -1, -1, -1, 7});
        assertThat(scan(concat(claims, new byte[16 - claims.length % 16], program), 4096))
                .isPresent();
    }

    @Test
    void programsWithManySuchLettersAreGivenUp() {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            many.writeBytes(concat(MAGIC, new byte[2]));
        }
        many.writeBytes(program);
        assertThat(scan(many.toByteArray(), 64)).isEmpty();
    }

    @Test
    void otherVersionsOfGosTextsAreLetBe() {
        GoBuildInfo info = GoBuildInfo.parse("go1.99", "new\tkind\nbuild\t-x\ndep\nmod\tm\n=>\tnothing\tv1\n");
        assertThat(info.main()).contains(new GoModule("m", ""));
        assertThat(info.modules()).isEmpty();
        assertThat(info.settings()).isEmpty();
        assertThat(List.of(info.revision())).containsExactly(Optional.empty());
    }

    private static Optional<GoBuildInfo> scan(byte[] bytes, int piece) {
        GoBuildInfoScanner scanner = new GoBuildInfoScanner();
        for (int at = 0; at < bytes.length; at += piece) {
            scanner.add(bytes, at, Math.min(piece, bytes.length - at));
        }
        return scanner.found();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
