package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.BenchException;
import io.jenkins.plugins.istioimages.bench.Trees;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Docker Engine of its own for one turn. */
final class DockerWorkspace extends Workspace {
    private static final long UP_WITHIN_SECONDS = 30;
    private static final long DOWN_WITHIN_SECONDS = 20;

    private final Process engine;
    /** Short, since the path of a socket has at most 107 characters. */
    private final Path sockets;

    private DockerWorkspace(Path path, Process engine, Path sockets) {
        super(path);
        this.engine = engine;
        this.sockets = sockets;
    }

    static DockerWorkspace start(Path directory) throws IOException {
        Path sockets = Files.createTempDirectory("dockerd");
        Files.writeString(directory.resolve("daemon.json"), "{}");
        Files.createDirectories(directory.resolve("client"));
        ProcessBuilder builder = new ProcessBuilder(
                Tools.find("dockerd").map(Path::toString).orElse("/usr/sbin/dockerd"),
                "--config-file=" + directory.resolve("daemon.json"),
                "--host=unix://" + sockets.resolve("docker.sock"),
                "--data-root=" + directory.resolve("data"),
                "--exec-root=" + sockets.resolve("exec"),
                "--pidfile=" + sockets.resolve("pid"),
                "--iptables=false",
                "--ip6tables=false",
                "--bridge=none",
                "--storage-driver=overlay2",
                "--insecure-registry=127.0.0.0/8");
        try {
            Process engine = builder.redirectErrorStream(true)
                    .redirectOutput(directory.resolve("dockerd.log").toFile())
                    .start();
            DockerWorkspace workspace = new DockerWorkspace(directory, engine, sockets);
            workspace.awaitUp();
            return workspace;
        } catch (IOException e) {
            throw new BenchException("dockerd cannot be started; install the Debian package docker.io", e);
        }
    }

    /** The command, speaking to this engine and knowing no credentials. */
    Command connect(Command command) {
        return command.with("DOCKER_HOST", "unix://" + sockets.resolve("docker.sock"))
                .with("DOCKER_CONFIG", path().resolve("client").toString());
    }

    @Override
    public List<Long> daemons() {
        return List.of(engine.pid());
    }

    @Override
    public void close() {
        engine.destroy();
        try {
            if (!engine.waitFor(DOWN_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                engine.descendants().forEach(ProcessHandle::destroyForcibly);
                engine.destroyForcibly().waitFor();
            }
            Trees.delete(sockets);
        } catch (InterruptedException e) {
            engine.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitUp() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(UP_WITHIN_SECONDS);
        Path log = path().resolve("dockerd.log");
        try {
            while (!Files.readString(log).contains("API listen on")) {
                if (System.nanoTime() > deadline || !engine.isAlive()) {
                    close();
                    throw new BenchException("dockerd did not come up: " + Files.readString(log));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
