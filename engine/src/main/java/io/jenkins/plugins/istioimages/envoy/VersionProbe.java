package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessResult;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.build.ProcessSpec;
import io.jenkins.plugins.istioimages.build.Programs;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out which version a binary is: by running it, on another processor under qemu's user emulator, and where neither
 * can be done, because libraries that it wants are not on this machine, by looking for the commit in it.
 */
public final class VersionProbe {
    private static final ProcessLimits LIMITS =
            ProcessLimits.DEFAULT.withOverall(Duration.ofMinutes(1)).withSilence(Duration.ofMinutes(1));
    /** Qemu's names of processors, where they are not Go's. */
    private static final Map<String, String> QEMU = Map.of("amd64", "x86_64", "arm64", "aarch64", "386", "i386");

    private static final Path ANYWHERE = Path.of("/");
    private static final int CHUNK = 1 << 20;
    /** Longer than any version. */
    private static final int OVERLAP = 512;

    private final ProcessRunner processes;
    private final Map<String, String> environment;

    /** @param environment whose PATH tells where qemu is */
    public VersionProbe(ProcessRunner processes, Map<String, String> environment) {
        this.processes = processes;
        this.environment = Map.copyOf(environment);
    }

    /**
     * The version of a binary.
     *
     * @param expected the commit that is looked for in a binary that cannot be run
     * @return empty if it does not run and the commit is not in it
     * @throws WorkException if the file cannot be read
     */
    Optional<EnvoyVersion> version(Path binary, Platform platform, String expected) {
        return run(List.of(binary.toString(), "--version"))
                .or(() -> emulator(platform)
                        .flatMap(qemu -> run(List.of(qemu.toString(), binary.toString(), "--version"))))
                .or(() -> inside(binary, expected));
    }

    private Optional<EnvoyVersion> run(List<String> arguments) {
        try {
            ProcessResult result = processes.run(ProcessSpec.of(arguments, ANYWHERE, environment), LIMITS, line -> {});
            return EnvoyVersion.find(result.tail());
        } catch (CancelledException e) {
            throw e;
        } catch (WorkException e) {
            // It cannot be started here, or hangs: it is looked at by other means.
            return Optional.empty();
        }
    }

    private Optional<Path> emulator(Platform platform) {
        String name = "qemu-" + QEMU.getOrDefault(platform.architecture(), platform.architecture());
        return Programs.find(name + "-static", ANYWHERE, environment)
                .or(() -> Programs.find(name, ANYWHERE, environment));
    }

    private static Optional<EnvoyVersion> inside(Path binary, String expected) {
        boolean commit = false;
        try (InputStream in = Files.newInputStream(binary)) {
            String before = "";
            for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                String text = before + new String(chunk, StandardCharsets.ISO_8859_1);
                Optional<EnvoyVersion> whole = EnvoyVersion.find(text);
                if (whole.isPresent()) {
                    return whole;
                }
                commit |= text.contains(expected);
                before = text.substring(Math.max(0, text.length() - OVERLAP));
            }
        } catch (IOException e) {
            throw new WorkException("cannot read " + binary + ": " + e.getMessage(), e);
        }
        return commit ? Optional.of(EnvoyVersion.of(expected)) : Optional.empty();
    }
}
