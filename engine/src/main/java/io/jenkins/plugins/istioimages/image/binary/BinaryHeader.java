package io.jenkins.plugins.istioimages.image.binary;

import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Recognises ELF, Mach-O and PE files by their first bytes (ELF specification 1.2; Apple loader.h; Microsoft PE/COFF). */
public final class BinaryHeader {
    /** As many bytes of a file as are looked at. */
    public static final int LENGTH = 1024;

    private static final int MACH_O_64 = 0xfeedfacf;
    private static final int MACH_O_32 = 0xfeedface;
    private static final int PE_OFFSET_AT = 0x3c;

    private BinaryHeader() {}

    /** Reads the beginning of a file; empty where it is no executable. */
    public static Optional<BinaryArchitecture> of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LENGTH));
        }
    }

    /** Looks at the first {@link #LENGTH} bytes of a file, or fewer where it has not so many. */
    public static Optional<BinaryArchitecture> of(byte[] head) {
        if (ElfHeader.isElf(head)) {
            return Optional.of(ElfHeader.read(head));
        }
        if (head.length >= 8) {
            int magic = ByteBuffer.wrap(head).getInt();
            if (magic == MACH_O_64 || magic == MACH_O_32) {
                return Optional.of(machO(head, ByteOrder.BIG_ENDIAN));
            }
            int swapped = Integer.reverseBytes(magic);
            if (swapped == MACH_O_64 || swapped == MACH_O_32) {
                return Optional.of(machO(head, ByteOrder.LITTLE_ENDIAN));
            }
        }
        return pe(head);
    }

    private static BinaryArchitecture machO(byte[] head, ByteOrder order) {
        int cpu = ByteBuffer.wrap(head).order(order).getInt(4);
        String architecture =
                switch (cpu) {
                    case 0x01000007 -> "amd64";
                    case 0x0100000c -> "arm64";
                    case 7 -> "386";
                    case 12 -> "arm";
                    case 18 -> "ppc";
                    case 0x01000012 -> "ppc64";
                    default -> null;
                };
        return new BinaryArchitecture(Format.MACH_O, Optional.of("darwin"), Optional.ofNullable(architecture), cpu);
    }

    private static Optional<BinaryArchitecture> pe(byte[] head) {
        if (head.length < PE_OFFSET_AT + 4 || head[0] != 'M' || head[1] != 'Z') {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int at = bytes.getInt(PE_OFFSET_AT);
        if (at < 0 || at > head.length - 6 || bytes.getInt(at) != 0x00004550) {
            return Optional.empty();
        }
        int machine = bytes.getShort(at + 4) & 0xffff;
        String architecture =
                switch (machine) {
                    case 0x8664 -> "amd64";
                    case 0xaa64 -> "arm64";
                    case 0x14c -> "386";
                    case 0x1c4 -> "arm";
                    default -> null;
                };
        return Optional.of(
                new BinaryArchitecture(Format.PE, Optional.of("windows"), Optional.ofNullable(architecture), machine));
    }
}
