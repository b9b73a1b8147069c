package io.jenkins.plugins.istioimages.bench.data;

/** The platforms the data is made for. */
public enum Machine {
    AMD64("amd64", 62),
    ARM64("arm64", 183);

    private final String architecture;
    private final int elf;

    Machine(String architecture, int elf) {
        this.architecture = architecture;
        this.elf = elf;
    }

    /** Go's name. */
    public String architecture() {
        return architecture;
    }

    /** {@code linux/…}. */
    public String platform() {
        return "linux/" + architecture;
    }

    /** {@code e_machine} of its executables. */
    int elf() {
        return elf;
    }

    /** What release-builder appends to tags and file names: nothing for linux/amd64. */
    public String suffix() {
        return this == AMD64 ? "" : "-" + architecture;
    }
}
