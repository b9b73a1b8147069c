package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's Docker Engine as a process with a socket and storage of its own. Needs root. Containers have no network but
 * their loopback, and images are made here: nothing is fetched.
 */
public final class DockerEngine implements AutoCloseable {
    private static final long UP_WITHIN_SECONDS = 60;
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    private final Path directory;
    private final Process process;

    private DockerEngine(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts one and waits until it answers. */
    public static DockerEngine start() throws IOException, InterruptedException {
        // A socket's path has at most 108 characters, so not below a test's own directory.
        Path directory = Files.createTempDirectory("dockerd");
        Path configuration = Files.writeString(directory.resolve("daemon.json"), "{}");
        Process process;
        try {
            process = new ProcessBuilder(
                            "dockerd",
                            "--config-file=" + configuration,
                            "--host=unix://" + directory.resolve("docker.sock"),
                            "--data-root=" + directory.resolve("data"),
                            "--exec-root=" + directory.resolve("exec"),
                            "--pidfile=" + directory.resolve("pid"),
                            "--iptables=false",
                            "--ip6tables=false",
                            "--bridge=none",
                            "--storage-driver=overlay2")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("dockerd cannot be started; install the Debian package docker.io", e);
        }
        DockerEngine engine = new DockerEngine(directory, process);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        engine.awaitUp();
        return engine;
    }

    /** What a program needs to find it. */
    public Map<String, String> environment() {
        return new TreeMap<>(
                Map.of("PATH", System.getenv("PATH"), "DOCKER_HOST", "unix://" + directory.resolve("docker.sock")));
    }

    /** Runs the docker program and gives back what it wrote. */
    public String docker(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("docker", "--host", "unix://" + directory.resolve("docker.sock")));
        command.addAll(List.of(arguments));
        return Tool.run(command, "docker.io").strip();
    }

    /** Names of all containers, also of those that have ended. */
    public List<String> containers() {
        return docker("ps", "--all", "--format", "{{.Names}}").lines().toList();
    }

    /**
     * Makes an image of busybox and this machine's make.
     *
     * @param settings like {@code ENV A=b}
     */
    public void toolsImage(String name, String... settings) throws IOException {
        Path root = Files.createTempDirectory(directory, "root");
        Files.createDirectories(root.resolve("bin"));
        Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
        for (String applet : List.of(
                "sh", "env", "cat", "cp", "echo", "id", "ls", "mkdir", "pwd", "sleep", "test", "touch", "true")) {
            Files.createSymbolicLink(root.resolve("bin/" + applet), Path.of("busybox"));
        }
        copy(root, "/usr/bin/make");
        Matcher libraries = LIBRARY.matcher(Tool.run(List.of("ldd", "/usr/bin/make"), "libc-bin"));
        while (libraries.find()) {
            copy(root, libraries.group(1));
        }
        imageOf(root, name, settings);
    }

    /** Makes an image whose {@code env} no machine can run. */
    public void foreignImage(String name) throws IOException {
        Path root = Files.createTempDirectory(directory, "root");
        Files.createDirectories(root.resolve("bin"));
        byte[] header = new byte[64];
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, header, 0, 7);
        header[16] = 2;
        header[18] = 0x7e;
        header[19] = 0x7e;
        Files.write(root.resolve("bin/env"), header);
        if (!root.resolve("bin/env").toFile().setExecutable(true)) {
            throw new IOException("cannot make env executable");
        }
        imageOf(root, name);
    }

    private void imageOf(Path root, String name, String... settings) {
        Path archive = root.resolveSibling(root.getFileName() + ".tar");
        Tool.run(List.of("tar", "-C", root.toString(), "-cf", archive.toString(), "."), "tar");
        List<String> command = new ArrayList<>(List.of("import", "--change", "ENV PATH=/bin:/usr/bin"));
        for (String setting : settings) {
            command.addAll(List.of("--change", setting));
        }
        command.addAll(List.of(archive.toString(), name));
        docker(command.toArray(String[]::new));
    }

    private static void copy(Path root, String file) throws IOException {
        Path target = root.resolve(file.substring(1));
        Files.createDirectories(target.getParent());
        Files.copy(Path.of(file).toRealPath(), target);
    }

    private void awaitUp() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(UP_WITHIN_SECONDS);
        while (!Files.readString(directory.resolve("log")).contains("API listen on")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String log = Files.readString(directory.resolve("log"));
                close();
                throw new IllegalStateException("dockerd is not up; it needs root. It said:\n" + log);
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Tool.run(List.of("rm", "-rf", directory.toString()), "coreutils");
    }
}
