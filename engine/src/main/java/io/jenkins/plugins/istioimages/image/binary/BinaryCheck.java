package io.jenkins.plugins.istioimages.image.binary;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture.Format;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.Optional;

/** Refuses to put a binary into an image whose platform cannot run it. */
public final class BinaryCheck {
    private BinaryCheck() {}

    /**
     * Checks one file. ELF and Mach-O files must be for the platform; PE files pass, because .NET assemblies are such on
     * every system, and so do BPF programs. Only Linux images are checked.
     *
     * @param head the first {@link BinaryHeader#LENGTH} bytes
     * @param file name for the message
     * @throws WrongArchitectureException naming file, found and wanted
     */
    public static void check(byte[] head, String file, Platform wanted) {
        if (!wanted.os().equals("linux")) {
            return;
        }
        Optional<BinaryArchitecture> found = BinaryHeader.of(head);
        if (found.isPresent() && !runsOn(found.get(), wanted)) {
            throw new WrongArchitectureException(file, found.get(), wanted);
        }
    }

    /** Whether a Linux image for a platform may hold such a file. */
    public static boolean runsOn(BinaryArchitecture found, Platform wanted) {
        return switch (found.format()) {
            case PE -> true;
            case MACH_O -> false;
            case ELF ->
                found.machine() == ElfHeader.EM_BPF
                        || found.architecture()
                                .filter(wanted.architecture()::equals)
                                .isPresent();
        };
    }

    /** A binary is for another platform than the image it is copied into. */
    public static final class WrongArchitectureException extends InputException {
        private static final long serialVersionUID = 1L;

        private WrongArchitectureException(String file, BinaryArchitecture found, Platform wanted) {
            super(file + " is " + found.describe() + ", but the image is for " + wanted
                    + (found.format() == Format.MACH_O
                            ? "; build it with GOOS=linux"
                            : "; build it for " + wanted.architecture()));
        }
    }
}
