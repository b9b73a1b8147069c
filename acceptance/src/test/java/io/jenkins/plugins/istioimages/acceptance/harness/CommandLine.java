package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code bin/istio-images} with the registry's user in a Docker configuration of its own. */
public final class CommandLine {
    private static final long PATIENCE_MINUTES = 5;

    private final World world;
    private final Path directory;

    public CommandLine(World world) throws IOException {
        this.world = world;
        this.directory = Files.createDirectories(world.directory().resolve("command-line"));
        String pair = Base64.getEncoder()
                .encodeToString((World.REGISTRY_USER + ":" + World.REGISTRY_PASSWORD).getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                directory.resolve("config.json"),
                "{\"auths\": {\"" + world.registry().host() + "\": {\"auth\": \"" + pair + "\"}}}");
    }

    /**
     * Builds mini-istio into the registry.
     *
     * @param name of the path below which it stages
     * @return from start to end of the process
     */
    public Duration release(String name) throws IOException, InterruptedException {
        Path manifest = directory.resolve("manifest.yaml");
        Files.writeString(manifest, world.pipelines().manifest(Pipelines.VERSION));
        long start = System.nanoTime();
        run(
                name,
                "build",
                "--allow-unsupported",
                "-m",
                manifest.toString(),
                "--platform",
                "linux/amd64",
                "--platform",
                "linux/arm64",
                "--staging",
                world.registry().host() + "/" + name + "/staging",
                "-o",
                directory.resolve(name).toString());
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Runs a verb, which must succeed.
     *
     * @param name of its log
     * @return what it wrote
     */
    public String run(String name, String... words) throws IOException, InterruptedException {
        Path log = directory.resolve(name + ".log");
        List<String> command =
                new ArrayList<>(List.of(World.home().resolve("bin/istio-images").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().put("DOCKER_CONFIG", directory.toString());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("istio-images " + words[0] + " failed: " + Files.readString(log));
        }
        return Files.readString(log);
    }
}
