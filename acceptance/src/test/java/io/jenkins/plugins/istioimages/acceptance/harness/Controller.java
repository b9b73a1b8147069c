package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Jenkins controller on 127.0.0.1 with a home of its own; may be killed and started again on what it left. */
public final class Controller implements AutoCloseable {
    /** API tokens of this test's users: version 11 and 32 hexadecimal digits. Good for one home on loopback only. */
    private static final String ADMIN_TOKEN = "11" + "ad".repeat(16);

    private static final String READER_TOKEN = "11" + "0e".repeat(16);
    private static final Duration UP_WITHIN = Duration.ofMinutes(8);

    private final Path war;
    private final Path home;
    private final Path log;
    private final int port;
    private final Mark mark;
    private Process process;

    private Controller(Path war, Path directory, int port, Mark mark) {
        this.war = war;
        this.home = directory.resolve("home");
        this.log = directory.resolve("controller.log");
        this.port = port;
        this.mark = mark;
    }

    /**
     * Makes a home and starts.
     *
     * @param directory gets {@code home/} and {@code controller.log}; must be empty or missing
     * @param plugins to start with
     * @param mark that all of its processes carry
     */
    public static Controller start(Path war, Path directory, PluginClosure plugins, Mark mark) throws IOException {
        Controller controller = new Controller(war, directory, freePort(), mark);
        plugins.install(controller.home.resolve("plugins"));
        Path scripts = Files.createDirectories(controller.home.resolve("init.groovy.d"));
        Files.writeString(
                scripts.resolve("acceptance.groovy"),
                Template.fill(
                        "acceptance.groovy",
                        Map.of(
                                "URL",
                                controller.url().toString(),
                                "ADMIN_TOKEN",
                                ADMIN_TOKEN,
                                "READER_TOKEN",
                                READER_TOKEN)));
        controller.launch();
        return controller;
    }

    /** Where it answers, with a slash at the end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    public JenkinsClient admin() {
        return JenkinsClient.user(url(), "admin", ADMIN_TOKEN);
    }

    /** Somebody with Overall/Read and nothing else. */
    public JenkinsClient reader() {
        return JenkinsClient.user(url(), "reader", READER_TOKEN);
    }

    public JenkinsClient anonymous() {
        return JenkinsClient.anonymous(url());
    }

    /** Bytes that its objects take after all garbage is gone. */
    public long heap() {
        return Long.parseLong(admin().script(Template.fill("heap.groovy", Map.of())));
    }

    /** Paths of the web methods of our descriptors: checks of fields and lists of choices. */
    public List<String> webMethods() {
        return admin().script(Template.fill("webmethods.groovy", Map.of()))
                .lines()
                .filter(line -> line.startsWith("descriptorByName/"))
                .toList();
    }

    /**
     * Reads a snippet as a Pipeline would, makes the step of it, and asks the Snippet Generator for the step's snippet.
     */
    public String snippetOfStepOf(String snippet) {
        String encoded = Base64.getEncoder().encodeToString(snippet.getBytes(StandardCharsets.UTF_8));
        return admin().script(Template.fill("snippet.groovy", Map.of("SNIPPET", encoded)));
    }

    public Path home() {
        return home;
    }

    public long pid() {
        return process.pid();
    }

    /** All that it said since its first start. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9, as when the machine loses its power. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Starts it on what is in its home, and waits until it answers. */
    public void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-Djava.awt.headless=true",
                        "-Djenkins.install.runSetupWizard=false",
                        "-Djenkins.model.Jenkins.slaveAgentPort=-1",
                        // Nothing is asked of the network.
                        "-Dhudson.model.UpdateCenter.never=true",
                        "-Dhudson.model.DownloadService.never=true",
                        "-Dhudson.model.UsageStatistics.disabled=true",
                        "-Dhudson.plugins.git.GitSCM.ALLOW_LOCAL_CHECKOUT=true",
                        // Minutes are Jenkins' own patience with processes and agents that are gone.
                        "-Dorg.jenkinsci.plugins.durabletask.BourneShellScript.HEARTBEAT_CHECK_INTERVAL=20",
                        "-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis=60000",
                        "-jar",
                        war.toString(),
                        "--httpListenAddress=127.0.0.1",
                        "--httpPort=" + port,
                        "--webroot=" + home.resolveSibling("webroot"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(new File("/dev/null"));
        builder.environment().put("JENKINS_HOME", home.toString());
        builder.environment().put(mark.name(), mark.value());
        process = builder.start();
        awaitUp();
    }

    private void awaitUp() {
        Poll.until("Jenkins is up at " + url(), UP_WITHIN, () -> {
            if (!process.isAlive()) {
                throw new Poll.GaveUp("Jenkins ended with " + process.exitValue() + ": " + log());
            }
            HttpResponse<String> whoAmI = admin().get("whoAmI/api/json");
            return whoAmI.statusCode() == 200 && whoAmI.body().contains("\"name\":\"admin\"");
        });
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Its log's entries that warn of our classes. */
    public List<String> ourWarnings() {
        return LogScan.ourWarnings(log());
    }
}
