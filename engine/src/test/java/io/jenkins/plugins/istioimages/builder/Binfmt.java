package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.registry.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's emulators, registered with the kernel for as long as a test needs them, where they are not. Needs root. */
public final class Binfmt implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("/proc/sys/fs/binfmt_misc");

    private final List<String> registered = new ArrayList<>();
    private final boolean mounted;

    /** @param machines as qemu calls them, for example {@code aarch64} */
    public Binfmt(String... machines) {
        mounted = !Files.exists(DIRECTORY.resolve("register"));
        if (mounted) {
            Tool.run(List.of("mount", "-t", "binfmt_misc", "binfmt_misc", DIRECTORY.toString()), "mount");
        }
        for (String machine : machines) {
            if (!Files.exists(DIRECTORY.resolve("qemu-" + machine))) {
                Tool.run(
                        List.of("update-binfmts", "--enable", "qemu-" + machine),
                        "binfmt-support and qemu-user-static");
                registered.add("qemu-" + machine);
            }
        }
    }

    @Override
    public void close() {
        registered.forEach(entry -> Tool.run(List.of("update-binfmts", "--disable", entry), "binfmt-support"));
        if (mounted) {
            Tool.run(List.of("umount", DIRECTORY.toString()), "mount");
        }
    }
}
