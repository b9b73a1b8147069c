package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries as the kernel writes them for Debian's qemu-user-static. */
class EmulatorsTest {
    private static final String ARM64 = "7f454c460201010000000000000000000200b700";
    private static final String S390X = "7f454c4602020100000000000000000000020016";
    private static final String PPC64LE = "7f454c4602010100000000000000000002001500";
    private static final List<Platform> FOUR =
            List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64, platform("ppc64le"), platform("s390x"));

    @TempDir
    private Path dir;

    @Test
    void whatIsRegisteredCanBeRun() throws IOException {
        entry("qemu-aarch64", "enabled", "PF", ARM64);
        entry("anything", "enabled", "F", S390X);
        entry("qemu-ppc64le", "enabled", "OCF", PPC64LE);
        Files.writeString(dir.resolve("status"), "enabled\n");
        Files.writeString(dir.resolve("register"), "");
        assertThatCode(() -> emulators().check(FOUR)).doesNotThrowAnyException();
        assertThatThrownBy(() -> emulators().check(List.of(platform("ppc64"), platform("riscv64"))))
                .isInstanceOf(PlatformNotRunnableException.class)
                .hasMessageContaining("linux/ppc64, linux/riscv64");
    }

    @Test
    void whatIsSwitchedOffOrNotOpenedForContainersCannot() throws IOException {
        entry("qemu-aarch64", "disabled", "F", ARM64);
        entry("qemu-s390x", "enabled", "P", S390X);
        entry("python", "enabled", "F", "610d0d0a");
        entry("odd", "enabled", "F", "7f45zz");
        assertThatThrownBy(() -> emulators().check(FOUR))
                .isInstanceOfSatisfying(PlatformNotRunnableException.class, e -> assertThat(e.platforms())
                        .containsExactly(Platform.LINUX_ARM64, platform("ppc64le"), platform("s390x")))
                .hasMessageContaining("this machine, linux/amd64, cannot run programs of linux/arm64, linux/ppc64le,")
                .hasMessageContaining("apt-get install qemu-user-static")
                .hasMessageContaining("--install arm64,ppc64le,s390x");
    }

    @Test
    void withoutEmulatorsThereIsTheProcessor() {
        Emulators none = new Emulators(dir.resolve("missing"), Platform.LINUX_AMD64);
        assertThatCode(() -> none.check(List.of(Platform.LINUX_AMD64, platform("386"), platform("amd64/v3"))))
                .doesNotThrowAnyException();
        assertThat(none.isNative(Platform.LINUX_ARM64)).isFalse();
        assertThatThrownBy(() -> none.check(FOUR)).isInstanceOf(PlatformNotRunnableException.class);
    }

    private Emulators emulators() {
        return new Emulators(dir, Platform.LINUX_AMD64);
    }

    private static Platform platform(String architecture) {
        return Platform.parse("linux/" + architecture);
    }

    private void entry(String name, String state, String flags, String magic) throws IOException {
        Files.writeString(
                dir.resolve(name),
                state + "\ninterpreter /usr/libexec/x\nflags: " + flags + "\noffset 0\nmagic " + magic + "\nmask ff\n");
    }
}
