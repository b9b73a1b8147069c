package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture;
import io.jenkins.plugins.istioimages.image.binary.BinaryHeader;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which platforms the kernel of this machine runs programs of: its own, and those that an emulator is registered for
 * (linux Documentation/admin-guide/binfmt-misc.rst). Inside a container only an emulator counts that the kernel opened
 * when it was registered, with the flag {@code F}.
 */
public final class Emulators {
    private static final Path BINFMT = Path.of("/proc/sys/fs/binfmt_misc");
    /** What a processor runs beside its own programs. */
    private static final Map<String, Set<String>> BESIDES = Map.of("amd64", Set.of("386"));

    private final Path directory;
    private final Platform machine;

    /** Of this machine. */
    public static Emulators ofThisMachine() {
        return new Emulators(BINFMT, Platform.current());
    }

    /** @param directory where binfmt_misc is mounted */
    Emulators(Path directory, Platform machine) {
        this.directory = directory;
        this.machine = machine;
    }

    /**
     * Sees that programs of all platforms can be run.
     *
     * @throws PlatformNotRunnableException naming all that cannot, and what to install
     */
    public void check(Collection<Platform> platforms) {
        Set<String> emulated = emulated();
        Set<Platform> missing = new TreeSet<>();
        for (Platform platform : platforms) {
            if (!isNative(platform) && !emulated.contains(platform.architecture())) {
                missing.add(platform);
            }
        }
        if (!missing.isEmpty()) {
            throw new PlatformNotRunnableException(machine, List.copyOf(missing));
        }
    }

    /** Whether the processor itself runs it. */
    public boolean isNative(Platform platform) {
        return platform.os().equals("linux")
                && (platform.architecture().equals(machine.architecture())
                        || BESIDES.getOrDefault(machine.architecture(), Set.of())
                                .contains(platform.architecture()));
    }

    private Set<String> emulated() {
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !Set.of("register", "status")
                            .contains(entry.getFileName().toString()))
                    .flatMap(entry -> architecture(entry).stream())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new WorkException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Of the programs that an entry is for: their first bytes stand in it. */
    private static Optional<String> architecture(Path entry) {
        List<String> lines;
        try {
            lines = Files.readAllLines(entry);
        } catch (IOException e) {
            // Gone meanwhile, or not for us to read: nothing that can be relied on.
            return Optional.empty();
        }
        boolean open = lines.contains("enabled")
                && lines.stream().anyMatch(line -> line.startsWith("flags:") && line.indexOf('F', 6) > 0);
        return lines.stream()
                .filter(line -> open && line.startsWith("magic "))
                .findFirst()
                .flatMap(line -> magic(line.substring("magic ".length())))
                .flatMap(BinaryHeader::of)
                .flatMap(BinaryArchitecture::architecture);
    }

    private static Optional<byte[]> magic(String hex) {
        try {
            return Optional.of(HexFormat.of().parseHex(hex.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
