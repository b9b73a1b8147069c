package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's dockerd with everything it owns below one directory and a client that speaks to it. Needs root. */
final class DockerEngine implements AutoCloseable {
    private static final long UP_WITHIN_MILLIS = 60_000;

    private final Process process;
    private final Path socket;
    private final Path client;

    private DockerEngine(Process process, Path socket, Path client) {
        this.process = process;
        this.socket = socket;
        this.client = client;
    }

    /** @param directory short enough for the path of a socket */
    static DockerEngine start(Path directory) throws IOException, InterruptedException {
        Path client = Files.createDirectories(directory.resolve("client"));
        Files.writeString(directory.resolve("daemon.json"), "{}");
        Path log = directory.resolve("log");
        Path socket = directory.resolve("docker.sock");
        try {
            Process process = new ProcessBuilder(
                            "/usr/sbin/dockerd",
                            "--config-file=" + directory.resolve("daemon.json"),
                            "--host=unix://" + socket,
                            "--data-root=" + directory.resolve("data"),
                            "--exec-root=" + directory.resolve("exec"),
                            "--pidfile=" + directory.resolve("pid"),
                            "--iptables=false",
                            "--ip6tables=false",
                            "--bridge=none",
                            "--storage-driver=vfs",
                            "--insecure-registry=127.0.0.0/8")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            DockerEngine engine = new DockerEngine(process, socket, client);
            engine.awaitUp(log);
            return engine;
        } catch (IOException e) {
            throw new IllegalStateException("dockerd cannot be started; install the Debian package docker.io", e);
        }
    }

    /** Runs a command of Debian's client: one on the PATH may be too new for the daemon. */
    String docker(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/env", "DOCKER_CONFIG=" + client, "/usr/bin/docker", "--host=unix://" + socket));
        command.addAll(List.of(arguments));
        return Tool.run(command, "docker.io");
    }

    private void awaitUp(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(UP_WITHIN_MILLIS);
        while (!Files.readString(log).contains("API listen on")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("dockerd did not come up: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
