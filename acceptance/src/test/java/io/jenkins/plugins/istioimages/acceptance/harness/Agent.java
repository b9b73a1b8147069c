package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** An inbound agent: nothing but Java and the controller's agent.jar. May be killed and started again. */
public final class Agent implements AutoCloseable {
    private static final Duration ONLINE_WITHIN = Duration.ofMinutes(3);

    private final Controller controller;
    private final String name;
    private final Path directory;
    private final String searchPath;
    private final Mark mark;
    private final String secret;
    private final Relay relay;
    private Process process;

    private Agent(
            Controller controller,
            String name,
            Path directory,
            String searchPath,
            Mark mark,
            String secret,
            Relay relay) {
        this.controller = controller;
        this.name = name;
        this.directory = directory;
        this.searchPath = searchPath;
        this.mark = mark;
        this.secret = secret;
        this.relay = relay;
    }

    /**
     * Adds it to the controller and starts it.
     *
     * @param labels separated by spaces
     * @param directory its remote root; its log is beside it
     * @param searchPath its PATH
     * @param mark that its processes carry, and those of the builds on it
     */
    public static Agent start(
            Controller controller,
            String name,
            String labels,
            int executors,
            Path directory,
            String searchPath,
            Mark mark)
            throws IOException {
        Files.createDirectories(directory);
        String secret = controller
                .admin()
                .script(Template.fill(
                        "agent.groovy",
                        Map.of(
                                "NAME",
                                name,
                                "LABELS",
                                labels,
                                "EXECUTORS",
                                Integer.toString(executors),
                                "DIRECTORY",
                                directory.toString())));
        Agent agent = new Agent(controller, name, directory, searchPath, mark, secret, Relay.start(controller.url()));
        agent.fetchJar();
        agent.launch();
        agent.awaitOnline();
        return agent;
    }

    public String name() {
        return name;
    }

    /** Connects to the controller, again and again until it is there. */
    public void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djava.awt.headless=true",
                        "-jar",
                        jar().toString(),
                        "-url",
                        relay.url().toString(),
                        "-name",
                        name,
                        "-secret",
                        "@" + secretFile(),
                        "-webSocket",
                        "-workDir",
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .redirectInput(new File("/dev/null"));
        builder.environment().put(mark.name(), mark.value());
        builder.environment().put("PATH", searchPath);
        // Submodules of the tests' repositories are directories of this machine.
        builder.environment()
                .putAll(Map.of(
                        "GIT_CONFIG_COUNT", "1",
                        "GIT_CONFIG_KEY_0", "protocol.file.allow",
                        "GIT_CONFIG_VALUE_0", "always"));
        process = builder.start();
    }

    /** The bytes that passed between it and the controller. */
    public Relay.Traffic traffic() {
        return relay.traffic();
    }

    /** What builds run on it. */
    public Mark builds() {
        return new Mark("NODE_NAME", name);
    }

    public void awaitOnline() {
        Poll.until("agent " + name + " is online", ONLINE_WITHIN, () -> !controller
                .admin()
                .json("computer/" + name + "/api/json?tree=offline")
                .get("offline")
                .asBoolean());
    }

    /** kill -9 of the agent alone: what it started goes on, as when a network cable is pulled. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Ends it and takes it off the controller. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        JenkinsClient.ok(controller.admin().post("computer/" + name + "/doDelete", Map.of()));
        relay.close();
    }

    /** All that it said since its first start. */
    public String said() throws IOException {
        return Files.readString(log());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    private Path jar() {
        return directory.resolveSibling("agent.jar");
    }

    private Path log() {
        return directory.resolveSibling("agent-" + name + ".log");
    }

    private Path secretFile() throws IOException {
        Path file = directory.resolveSibling("agent-" + name + ".secret");
        Files.writeString(file, secret);
        return file;
    }

    private void fetchJar() throws IOException {
        if (!Files.exists(jar())) {
            URI source = controller.url().resolve("jnlpJars/agent.jar");
            Path part = jar().resolveSibling("agent.jar.part");
            try (var in = source.toURL().openStream()) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, jar());
        }
    }
}
