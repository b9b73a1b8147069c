package io.jenkins.plugins.istioimages.plan;

import static io.jenkins.plugins.istioimages.plan.Fixtures.lock;
import static io.jenkins.plugins.istioimages.plan.Fixtures.manifest;
import static io.jenkins.plugins.istioimages.plan.Fixtures.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags, hubs, commands, JSON: the small values of a plan. */
class PlanValuesTest {
    @TempDir
    Path dir;

    @Test
    void theDefaultVariantHasTheBareVersionAsAnAlias() {
        ImageTags tags = new ImageTags("1.14.5", "debug");
        assertThat(tags.of("debug")).containsExactly("1.14.5", "1.14.5-debug");
        assertThat(tags.of("distroless")).containsExactly("1.14.5-distroless");
        assertThat(tags.of("default")).containsExactly("1.14.5");
    }

    @ParameterizedTest
    @CsvSource({"v1.14.5,1.14.5", "V1.2,1.2", "1.14.5-alpha.0,1.14.5-alpha.0", "vendor,vendor"})
    void noTagHasALeadingV(String version, String tag) {
        assertThat(new ImageTags(version, "").of("default")).containsExactly(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.14.5 ", "", "1.14.5+build", "a/b"})
    void aVersionThatIsNoTagIsRefused(String version) {
        assertThatThrownBy(() -> new ImageTags(version, "debug")).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "istio,docker.io/istio/pilot",
        "ghcr.io/resf/istio,ghcr.io/resf/istio/pilot",
        "127.0.0.1:5000/mini,127.0.0.1:5000/mini/pilot",
        "registry.example:5000,registry.example:5000/pilot"
    })
    void imagesAreNamedBelowAHub(String hub, String repository) {
        assertThat(Hub.parse(hub).image("pilot")).hasToString(repository);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a b", "oci:/tmp/x", "ghcr.io/UPPER", "ghcr.io/x:tag", "x@sha256:00"})
    void whatIsNoHubIsRefused(String hub) {
        assertThatThrownBy(() -> Hub.parse(hub))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("hub '" + hub + "' is wrong");
    }

    @Test
    void anUnknownImageBuilderIsRefusedWithAHint() {
        assertThat(ImageBuilder.parse("Docker")).isEqualTo(ImageBuilder.DOCKER);
        assertThatThrownBy(() -> ImageBuilder.parse("nativ"))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no image builder 'nativ'; there are native, docker; did you mean 'native'?");
    }

    @Test
    void aBuilderImageWithoutPlacesIsTakenAsItIs() {
        assertThat(BuilderImages.resolve("localhost/tools:1", "1.14.5", Platform.LINUX_AMD64))
                .isEqualTo("localhost/tools:1");
        assertThat(BuilderImages.resolve("", "1.14.5", Platform.LINUX_AMD64)).isEmpty();
        assertThat(BuilderImages.resolve("t:${minor}", "1.15-alpha.0", Platform.LINUX_AMD64))
                .isEqualTo("t:1.15");
        assertThatThrownBy(() -> BuilderImages.resolve("--privileged", "1", Platform.LINUX_AMD64))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("builder image '--privileged'");
    }

    @Test
    void aCommandGetsItsPlaceAndItsEnvironment() {
        Command command = new Command(
                List.of("make", Command.WORK + "/x"),
                Command.WORK + "/src",
                List.of("GONE", "SET"),
                Map.of("SET", Command.WORK, "NEW", "1"));
        Command placed = command.at("/tmp/work");
        assertThat(placed.arguments()).containsExactly("make", "/tmp/work/x");
        assertThat(placed.directory()).isEqualTo("/tmp/work/src");
        assertThat(placed.environmentOver(Map.of("GONE", "a", "SET", "b", "HOME", "/root")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("HOME", "/root", "SET", "/tmp/work", "NEW", "1"));
    }

    @Test
    void aCommandIsShownAsAShellWouldNeedIt() {
        Command command = new Command(List.of("make", "A=b c", "it's", "x/y-z"), "/", List.of(), Map.of());
        assertThat(command).hasToString("make 'A=b c' 'it'\\''s' x/y-z");
    }

    @Test
    void theJsonOfAPlanTellsStagesLabelsAndTags() {
        JsonNode json = PlanJson.of(plan());
        JsonNode stage = json.path("stages").path(1);
        assertThat(json.path("version").asText()).isEqualTo("1.14.5");
        assertThat(json.path("hub").asText()).isEqualTo("ghcr.io/resf/istio");
        assertThat(stage.path("id").asText()).isEqualTo("istio-linux-arm64");
        assertThat(stage.path("label").asText()).isEqualTo("arm64");
        assertThat(stage.path("key").asText()).startsWith("sha256:");
        assertThat(stage.path("commands").path(0).path("arguments").path(0).asText())
                .isEqualTo("make");
        assertThat(stage.path("outputs").path(0).toString())
                .isEqualTo("{\"image\":\"pilot\",\"variant\":\"debug\",\"tags\":[\"1.14.5\",\"1.14.5-debug\"]}");
    }

    @Test
    void aPlanTravelsToAnAgentAndBack() throws Exception {
        Plan plan = plan();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(plan);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(plan);
        }
    }

    private Plan plan() {
        return new Planner().plan(manifest(), lock("istio"), options().build(), Fixtures.tree(dir));
    }
}
