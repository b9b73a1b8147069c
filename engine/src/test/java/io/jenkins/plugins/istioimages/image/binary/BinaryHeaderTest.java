package io.jenkins.plugins.istioimages.image.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture.Format;
import io.jenkins.plugins.istioimages.image.binary.BinaryCheck.WrongArchitectureException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "62, 64, little, amd64",
        "183, 64, little, arm64",
        "40, 32, little, arm",
        "3, 32, little, 386",
        "21, 64, little, ppc64le",
        "21, 64, big, ppc64",
        "22, 64, big, s390x",
        "243, 64, little, riscv64",
        "8, 64, little, mips64le",
        "8, 64, big, mips64",
        "8, 32, little, mipsle",
        "258, 64, little, loong64",
    })
    void elfMachinesHaveGosNames(int machine, int bits, String order, String expected) {
        BinaryArchitecture found =
                BinaryHeader.of(elf(machine, bits, order.equals("big"))).orElseThrow();
        assertThat(found.format()).isEqualTo(Format.ELF);
        assertThat(found.architecture()).contains(expected);
    }

    @Test
    void thirtyTwoBitCodeForAmd64IsNotAmd64() {
        assertThat(BinaryHeader.of(elf(62, 32, false)).orElseThrow().architecture())
                .isNotEqualTo(java.util.Optional.of("amd64"));
    }

    @Test
    void machOAndPeAreRecognised() {
        byte[] mach = ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xfeedfacf)
                .putInt(0x0100000c)
                .array();
        assertThat(BinaryHeader.of(mach).orElseThrow())
                .returns(Format.MACH_O, BinaryArchitecture::format)
                .returns("a Mach-O file for darwin/arm64", BinaryArchitecture::describe);
        ByteBuffer pe = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        pe.put(0, (byte) 'M')
                .put(1, (byte) 'Z')
                .putInt(0x3c, 128)
                .putInt(128, 0x4550)
                .putShort(132, (short) 0x8664);
        assertThat(BinaryHeader.of(pe.array()).orElseThrow().describe()).isEqualTo("a PE file for windows/amd64");
    }

    @Test
    void scriptsAndJavaClassesAreNoBinaries() {
        assertThat(BinaryHeader.of("#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEmpty();
        byte[] javaClass = ByteBuffer.allocate(64).putInt(0xcafebabe).putInt(61).array();
        assertThat(BinaryHeader.of(javaClass)).isEmpty();
    }

    @Property
    void anyBytesAreAnswered(@ForAll @Size(max = 600) byte[] bytes) {
        assertThatCode(() -> BinaryHeader.of(bytes)).doesNotThrowAnyException();
    }

    @Test
    void aWrongArchitectureNamesFileFoundAndWanted() {
        assertThatThrownBy(() ->
                        BinaryCheck.check(elf(62, 64, false), "out/linux_arm64/pilot-discovery", Platform.LINUX_ARM64))
                .isInstanceOf(WrongArchitectureException.class)
                .hasMessage(
                        "out/linux_arm64/pilot-discovery is an ELF file for amd64, but the image is for linux/arm64;"
                                + " build it for arm64");
    }

    @Test
    void aMachineThatNoPlatformHasIsWrongToo() {
        assertThatThrownBy(() -> BinaryCheck.check(elf(4711, 64, false), "x", Platform.LINUX_AMD64))
                .hasMessageContaining("machine 4711");
    }

    @Test
    void bpfProgramsAndPeFilesPass() {
        assertThatCode(() -> {
                    BinaryCheck.check(elf(247, 64, false), "bpf.o", Platform.LINUX_ARM64);
                    BinaryCheck.check(elf(22, 64, true), "a", new Platform("linux", "s390x", ""));
                    BinaryCheck.check(elf(62, 64, false), "a", new Platform("windows", "arm64", ""));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aMacBinaryInALinuxImageIsRefusedWithAdvice() {
        byte[] mach = ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xfeedfacf)
                .putInt(0x01000007)
                .array();
        assertThatThrownBy(() -> BinaryCheck.check(mach, "bin", Platform.LINUX_AMD64))
                .hasMessageContaining("darwin/amd64")
                .hasMessageContaining("GOOS=linux");
    }

    /** The first bytes of an ELF file. */
    static byte[] elf(int machine, int bits, boolean big) {
        ByteBuffer head = ByteBuffer.allocate(64).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 0x7f).put((byte) 'E').put((byte) 'L').put((byte) 'F');
        head.put((byte) (bits == 64 ? 2 : 1)).put((byte) (big ? 2 : 1));
        head.putShort(18, (short) machine);
        return head.array();
    }
}
