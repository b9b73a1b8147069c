package io.jenkins.plugins.istioimages.image.binary;

import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The identification and the machine of an ELF file; class and byte order tell architectures of one machine apart. */
final class ElfHeader {
    /** Machine of programs for the kernel's BPF, which run everywhere (linux/elf-em.h). */
    static final int EM_BPF = 247;

    private static final int CLASS_AT = 4;
    private static final int DATA_AT = 5;
    private static final int MACHINE_AT = 18;
    private static final int CLASS_64 = 2;
    private static final int BIG_ENDIAN = 2;

    private ElfHeader() {}

    static boolean isElf(byte[] head) {
        return head.length >= MACHINE_AT + 2 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
    }

    static BinaryArchitecture read(byte[] head) {
        boolean is64 = head[CLASS_AT] == CLASS_64;
        boolean big = head[DATA_AT] == BIG_ENDIAN;
        int machine = ByteBuffer.wrap(head)
                        .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                        .getShort(MACHINE_AT)
                & 0xffff;
        return new BinaryArchitecture(
                Format.ELF, Optional.empty(), Optional.ofNullable(architecture(machine, is64, big)), machine);
    }

    /** Go's name, as {@code file} and docker-copy.sh tell them apart; null for what no platform is called by. */
    private static String architecture(int machine, boolean is64, boolean big) {
        return switch (machine) {
            case 3 -> "386";
            case 8 -> (is64 ? "mips64" : "mips") + (big ? "" : "le");
            case 20 -> big && !is64 ? "ppc" : null;
            case 21 -> big ? "ppc64" : "ppc64le";
            case 22 -> is64 ? "s390x" : "s390";
            case 40 -> big ? "armbe" : "arm";
            case 43 -> "sparc64";
            case 62 -> is64 ? "amd64" : "amd64p32";
            case 183 -> big ? "arm64be" : "arm64";
            case 243 -> is64 ? "riscv64" : "riscv";
            case 258 -> is64 ? "loong64" : null;
            default -> null;
        };
    }
}
