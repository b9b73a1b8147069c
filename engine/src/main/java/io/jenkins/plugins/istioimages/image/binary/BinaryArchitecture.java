package io.jenkins.plugins.istioimages.image.binary;

import java.util.Optional;

/**
 * What a file's first bytes say it runs on.
 *
 * @param format of the file
 * @param os in Go's names where the format tells it: {@code darwin} for Mach-O, {@code windows} for PE; else empty
 * @param architecture in Go's names, for example {@code ppc64le}; empty for a machine that no platform has
 * @param machine number in the header, for messages
 */
public record BinaryArchitecture(Format format, Optional<String> os, Optional<String> architecture, int machine) {
    /** Kinds of executables. */
    public enum Format {
        ELF("ELF"),
        MACH_O("Mach-O"),
        PE("PE");

        private final String title;

        Format(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** For people: {@code an ELF file for arm64}. */
    public String describe() {
        String of = os.map(name -> name + "/").orElse("") + architecture.orElse("machine " + machine);
        return (format == Format.ELF ? "an " : "a ") + format + " file for " + of;
    }
}
