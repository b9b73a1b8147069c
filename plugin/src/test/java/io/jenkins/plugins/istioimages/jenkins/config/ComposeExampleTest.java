package io.jenkins.plugins.istioimages.jenkins.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundSetter;
import org.yaml.snakeyaml.Yaml;

/** The controller, agents and registry that people with Docker start. What it names is there, and fits together. */
class ComposeExampleTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Path FILE = EXAMPLES.resolve("docker-compose.yaml");

    @Test
    void there_are_a_controller_two_agents_and_a_registry_on_loopback_only() throws IOException {
        Map<String, Map<String, Object>> services = services();
        assertThat(services).containsOnlyKeys("controller", "agent-amd64", "agent-arm64", "registry");
        assertThat(services.values())
                .flatExtracting(service -> texts(service.get("ports")))
                .hasSize(2)
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void each_agent_is_of_its_platform_and_one_that_the_controller_knows() throws IOException {
        String configuration = Files.readString(EXAMPLES.resolve("compose/casc.yaml"));
        for (String architecture : List.of("amd64", "arm64")) {
            Map<String, Object> agent = services().get("agent-" + architecture);
            assertThat(agent)
                    .containsEntry("platform", "linux/" + architecture)
                    .containsEntry("environment", Map.of("NAME", architecture))
                    .containsKeys("build", "entrypoint", "depends_on");
            assertThat(configuration).contains("name: " + architecture, "labelString: " + architecture);
        }
    }

    @Test
    void what_it_mounts_is_there_once_the_plugin_is_packaged() throws IOException {
        List<String> mounted = services().values().stream()
                .flatMap(service -> texts(service.get("volumes")).stream())
                .map(volume -> volume.substring(0, volume.indexOf(':')))
                .filter(source -> source.startsWith("."))
                .toList();
        assertThat(mounted).containsExactlyInAnyOrder("./compose/casc.yaml", "../plugin/target/istio-images.hpi", "..");
        assertThat(EXAMPLES.resolve("compose/casc.yaml")).isRegularFile();
    }

    @Test
    void its_configuration_has_keys_of_the_plugin_only_and_speaks_to_its_registry() throws IOException {
        Map<String, Map<String, Map<String, Object>>> whole =
                new Yaml().load(Files.readString(EXAMPLES.resolve("compose/casc.yaml")));
        Map<String, Object> ours = whole.get("unclassified").get("istioImages");
        List<String> known = Stream.of(IstioImagesConfiguration.class.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(Method::getName)
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .toList();
        assertThat(known).containsAll(ours.keySet());
        assertThat(ours).containsEntry("plainHttp", "registry:5000");
        assertThat(List.of(ours.get("hub"), ours.get("staging")))
                .allSatisfy(place -> assertThat(place.toString()).startsWith("registry:5000/"));
    }

    /** Where the plugin of Docker's command line is, it has a word. */
    @Test
    void docker_compose_takes_it() throws IOException, InterruptedException {
        assertThat(FILE).isRegularFile();
        if (run("docker", "compose", "version") == 0) {
            assertThat(run("docker", "compose", "-f", FILE.toString(), "config", "--quiet"))
                    .isZero();
        }
    }

    private static int run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            try (Stream<String> lines =
                    process.inputReader(StandardCharsets.UTF_8).lines()) {
                lines.forEach(line -> {});
            }
            return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : 1;
        } catch (IOException e) {
            // There is no docker.
            return 127;
        }
    }

    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Map<String, Map<String, Object>>> whole = new Yaml().load(Files.readString(FILE));
        return whole.get("services");
    }

    private static List<String> texts(Object list) {
        return list == null
                ? List.of()
                : Arrays.stream(((List<?>) list).toArray()).map(String::valueOf).toList();
    }
}
