package io.jenkins.plugins.istioimages.acceptance.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A controller with the plugin, two agents labelled amd64 and arm64, and a registry with one user: started once for all
 * tests, ended after the last.
 */
public final class World implements AutoCloseable {
    /** Who may write to the registry. */
    public static final String REGISTRY_USER = "release";

    public static final String REGISTRY_PASSWORD = "acceptance-registry-password";
    /** What the tests need beside the plugin. */
    private static final List<String> NEEDED = List.of(
            "istio-images",
            "configuration-as-code",
            "dark-theme",
            "docker-workflow",
            "git",
            "junit",
            "matrix-auth",
            "pipeline-model-definition",
            "pipeline-stage-tags-metadata",
            "workflow-job",
            "workflow-multibranch");

    private static final int EXECUTORS = 2;

    private final Path directory;
    private final PluginClosure plugins;
    private final Mark mark =
            new Mark("ISTIO_IMAGES_ACCEPTANCE", UUID.randomUUID().toString());
    private final List<Agent> agents = new ArrayList<>();
    private Hold hold;
    private Pipelines pipelines;
    private Controller controller;
    private DockerRegistry registry;
    private DockerEngine docker;

    private World(Path directory, PluginClosure plugins) {
        this.directory = directory;
        this.plugins = plugins;
    }

    /**
     * Starts all of it.
     *
     * @param directory is emptied first; logs stay in it
     */
    static World start(Inputs inputs, Path directory) throws Exception {
        World world = new World(emptied(directory), closure(inputs));
        Runtime.getRuntime().addShutdownHook(new Thread(world.mark::kill));
        try {
            world.registry = DockerRegistry.configure()
                    .htpasswd(REGISTRY_USER, REGISTRY_PASSWORD)
                    .start();
            world.hold = new Hold(directory.resolve("bin"));
            world.controller =
                    Controller.start(inputs.war(), directory, installable(inputs, world.plugins), world.mark);
            for (String architecture : List.of("amd64", "arm64")) {
                world.agents.add(world.startAgent(architecture, architecture));
            }
            return world;
        } catch (Exception | Error e) {
            world.close();
            throw e;
        }
    }

    private Agent startAgent(String name, String label) throws IOException {
        return Agent.start(controller, name, label, EXECUTORS, directory.resolve("agent-" + name), hold.path(), mark);
    }

    /** One more agent of an architecture, until it is closed. */
    public Agent spareAgent(String architecture) throws IOException {
        return startAgent("spare-" + architecture, architecture);
    }

    private static PluginClosure closure(Inputs inputs) {
        List<PluginFile> available = new ArrayList<>(PluginClosure.readDirectory(inputs.plugins()));
        available.removeIf(plugin -> plugin.name().equals("istio-images"));
        available.add(PluginFile.read(inputs.hpi()));
        return PluginClosure.of(NEEDED, available);
    }

    /** What can be installed: with something missing, each plugin of those needed whose own needs are met. */
    private static PluginClosure installable(Inputs inputs, PluginClosure wanted) {
        if (wanted.isComplete()) {
            return wanted;
        }
        List<PluginFile> available = PluginClosure.readDirectory(inputs.plugins());
        List<String> complete = wanted.plugins().keySet().stream()
                .filter(name -> PluginClosure.of(List.of(name), available).isComplete())
                .toList();
        return PluginClosure.of(complete, available);
    }

    public Controller controller() {
        return controller;
    }

    public DockerRegistry registry() {
        return registry;
    }

    /** The agents: amd64, arm64. */
    public List<Agent> agents() {
        return List.copyOf(agents);
    }

    public Agent agent(String name) {
        return agents.stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The bytes that passed between all agents and the controller up to now. */
    public Relay.Traffic traffic() {
        return agents.stream().map(Agent::traffic).reduce(new Relay.Traffic(0, 0), Relay.Traffic::plus);
    }

    /** A line for the report of figures, {@code figures.txt}. */
    public void figure(String line) throws IOException {
        System.out.println(line);
        Files.writeString(
                directory.resolve("figures.txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Stops builds in the middle of a stage. */
    public Hold hold() {
        return hold;
    }

    /**
     * Jobs to run.
     *
     * @throws AssertionError if a plugin is missing
     */
    public Pipelines pipelines() {
        withPlugins();
        if (pipelines == null) {
            pipelines = new Pipelines(this);
        }
        return pipelines;
    }

    /** An index of the registry as it stands under a tag, with its own digest added as {@code digest}. */
    public JsonNode index(String repository, String tag) {
        return manifest(repository, tag, "application/vnd.oci.image.index.v1+json");
    }

    /** Digests of the layers of an image in an index, the lowest first. */
    public List<String> layers(String repository, String tag, String architecture) {
        for (JsonNode image : index(repository, tag).path("manifests")) {
            if (image.at("/platform/architecture").asText().equals(architecture)) {
                return manifest(repository, image.path("digest").asText(), "application/vnd.oci.image.manifest.v1+json")
                        .path("layers")
                        .findValuesAsText("digest");
            }
        }
        throw new AssertionError(repository + ":" + tag + " has nothing for " + architecture);
    }

    private JsonNode manifest(String repository, String tag, String type) {
        byte[] pair = (REGISTRY_USER + ":" + REGISTRY_PASSWORD).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + registry.host() + "/v2/" + repository + "/manifests/" + tag))
                .header("Accept", type)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            ObjectNode index = (ObjectNode)
                    new ObjectMapper().readTree(JenkinsClient.ok(response).body());
            return index.put(
                    "digest",
                    response.headers().firstValue("Docker-Content-Digest").orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What the registry holds in repositories below a path. */
    public RegistryContent registryBelow(String path) {
        return RegistryContent.below(registry, path);
    }

    /**
     * A Docker Engine that builds on all agents find; its containers have no network.
     *
     * @throws IllegalStateException if it does not start, with what to install
     */
    public DockerEngine docker() throws IOException, InterruptedException {
        if (docker == null) {
            docker = DockerEngine.start();
            String host = docker.environment().get("DOCKER_HOST");
            controller.admin().script(Template.fill("docker.groovy", Map.of("SOCKET", host)));
        }
        return docker;
    }

    /** The system configuration of the plugin as code: keys and values below {@code istioImages}. */
    public void configure(String yaml) {
        String all = "unclassified:\n  istioImages:\n" + yaml.indent(4);
        JenkinsClient.ok(withPlugins().controller().admin().postText("configuration-as-code/apply", all));
    }

    /** The top of this project. */
    static Path home() {
        return Path.of(System.getProperty("istio.images.home")).toAbsolutePath().normalize();
    }

    /** A browser of its own; ends with {@code close()}. */
    public Browser browser() throws IOException {
        return Browser.start(directory.resolve("browser-" + UUID.randomUUID()), mark);
    }

    /** Where the test's files go. */
    public Path directory() {
        return directory;
    }

    /** @throws AssertionError that names the plugins that JENKINS_PLUGINS lacks, if it lacks one */
    public World withPlugins() {
        if (!plugins.isComplete()) {
            throw new AssertionError("JENKINS_PLUGINS lacks:\n  " + String.join("\n  ", plugins.missing()));
        }
        return this;
    }

    @Override
    public void close() {
        try {
            if (controller != null) {
                controller.close();
            }
        } finally {
            mark.kill();
            if (docker != null) {
                docker.close();
            }
            if (registry != null) {
                registry.close();
            }
        }
    }

    private static Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(directory);
    }
}
