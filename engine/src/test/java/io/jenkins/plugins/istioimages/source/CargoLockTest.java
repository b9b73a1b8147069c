package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CargoLockTest {
    private static final String CRATES = "registry+https://github.com/rust-lang/crates.io-index";
    private static final String SUM = "0123456789abcdef".repeat(4);

    @Test
    void cratesAreThoseThatComeFromElsewhere() {
        assertThat(CargoLock.parse(file("""
                        version = 3

                        [[package]]
                        name = "bytes"
                        version = "1.9.0"
                        source = "%s"
                        checksum = "%s"
                        dependencies = [
                         "serde",
                         "other 0.1.0 (git+https://example.org/other#ab)",
                        ]

                        [[package]]
                        name = "other"
                        version = "0.1.0"
                        source = "git+https://example.org/other#ab"

                        [[package]]
                        name = "own"
                        version = "0.0.0"
                        dependencies = [
                         "bytes",
                        ]
                        """.formatted(CRATES, SUM))))
                .containsExactly(
                        new RequiredCrate("bytes", "1.9.0", CRATES, Optional.of(SUM)),
                        new RequiredCrate("other", "0.1.0", "git+https://example.org/other#ab", Optional.empty()));
    }

    @Test
    void theFirstFormHasChecksumsInATableOfTheirOwn() {
        assertThat(CargoLock.parse(file("""
                        [[package]]
                        name = "bytes"
                        version = "0.4.12"
                        source = "%1$s"

                        [[package]]
                        name = "void"
                        version = "1.0.2"
                        source = "%1$s"

                        [metadata]
                        "checksum bytes 0.4.12 (%1$s)" = "%2$s"
                        "checksum void 1.0.2 (%1$s)" = "<none>"
                        """.formatted(CRATES, SUM))))
                .containsExactly(
                        new RequiredCrate("bytes", "0.4.12", CRATES, Optional.of(SUM)),
                        new RequiredCrate("void", "1.0.2", CRATES, Optional.empty()));
    }

    @Test
    void tablesThatSayNothingOfCratesAreLetBe() {
        assertThat(CargoLock.parse(file("""
                        [root]
                        name = "own"

                        [[patch.unused]]
                        name = "patched"
                        version = "1.0.0"
                        source = "%s"
                        """.formatted(CRATES)))).isEmpty();
        assertThat(CargoLock.parse(file(""))).isEmpty();
    }

    @Test
    void aPackageWithoutAVersionIsNamedWithItsPlace() {
        assertThatThrownBy(() -> CargoLock.parse(file("version = 3\n\n[[package]]\nname = \"a\"\n\n[metadata]\n")))
                .isInstanceOf(SourceFileException.class)
                .hasMessageStartingWith("ztunnel@0123456789ab:Cargo.lock:3:1: the package has no name or no version");
        assertThatThrownBy(() -> CargoLock.parse(file("[[package]]\nversion = \"1\"")))
                .isInstanceOf(SourceFileException.class);
    }

    @Property
    void anyTextIsReadOrRefusedWithItsPlace(@ForAll @StringLength(max = 60) String text) {
        try {
            CargoLock.parse(file("[[package]]\n" + text));
        } catch (SourceFileException e) {
            assertThat(e).hasMessageContaining("Cargo.lock:");
        }
        assertThatCode(() -> CargoLock.parse(file(text.replace("[", "")))).doesNotThrowAnyException();
    }

    private static SourceText file(String text) {
        return new SourceText("ztunnel@0123456789ab:Cargo.lock", text);
    }
}
