package io.jenkins.plugins.istioimages.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanReaderTest {
    @Test
    void aPlanComesBackAsItWasWritten() {
        Plan plan = plan();
        assertThat(PlanJson.read(throughText(PlanJson.of(plan)), "plan")).isEqualTo(plan);
    }

    @Test
    void aPlanWithoutADefaultVariantComesBackToo() {
        Plan plan = new Plan(
                "1.14.5", Hub.parse("ghcr.io/x"), new ImageTags("1.14.5", ""), List.of(), List.of(), List.of());
        assertThat(PlanJson.read(throughText(PlanJson.of(plan)), "plan")).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource({
        "id, ../../etc",
        "id, 'a b'",
        "id, ''",
        "kind, other",
        "platform, linux",
        "label, 'a\nb'",
        "builderImage, 'x;rm -rf /'",
        "builderPlatform, arm64",
        "builderPlatform, '--privileged'",
        "imageBuilder, kaniko",
        "key, sha256:12",
        "key, deadbeef"
    })
    void whatIsNoPartOfAStageIsRefused(String field, String value) {
        assertRefused(json -> stage(json).put(field, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "hub", "defaultVariant", "stages", "notices", "skipped"})
    void whatIsMissingIsNamed(String field) {
        ObjectNode json = PlanJson.of(plan());
        json.remove(field);
        assertThatThrownBy(() -> PlanJson.read(json, "the agent's plan"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessage("the agent's plan: has no " + field);
    }

    @Test
    void aCommitIsFortyDigits() {
        assertRefused(json -> ((ObjectNode) stage(json).get("inputs")).put("istio", "main"));
    }

    @Test
    void anInputIsNoPath() {
        assertRefused(json -> ((ObjectNode) stage(json).get("inputs")).put("../x", Fixtures.SHA));
    }

    @Test
    void aVariableHasAName() {
        assertRefused(json -> ((ObjectNode) stage(json).get("commands").get(0).get("environment")).put("X=1; rm", "y"));
        assertRefused(json -> ((ArrayNode) stage(json).get("commands").get(0).get("removed")).add("-i"));
    }

    @Test
    void aCommandHasArguments() {
        assertRefused(json -> ((ObjectNode) stage(json).get("commands").get(0)).putArray("arguments"));
    }

    @Test
    void argumentsAreTexts() {
        assertRefused(json -> ((ObjectNode) stage(json).get("commands").get(0))
                .putArray("arguments")
                .addObject());
    }

    @Test
    void aBaseIsAReference() {
        assertRefused(json -> stage(json).putArray("bases").add("NOT A REFERENCE"));
    }

    @Test
    void anOutputHasANameThatIsNoPath() {
        assertRefused(json -> ((ObjectNode) stage(json).get("outputs").get(0)).put("image", "../pilot"));
    }

    @Test
    void aStageStandsThereOnceAndAfterWhatItNeeds() {
        assertRefused(json -> ((ArrayNode) json.get("stages")).add(stage(json).deepCopy()));
        assertRefused(json -> stage(json).putArray("needs").add("later"));
    }

    @Test
    void somethingElseIsNoPlan() {
        assertThatThrownBy(() -> PlanJson.read(Json.array(), "answer"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageStartingWith("answer: ");
    }

    private static void assertRefused(Consumer<ObjectNode> change) {
        ObjectNode json = PlanJson.of(plan());
        change.accept(json);
        assertThatThrownBy(() -> PlanJson.read(json, "plan"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageStartingWith("plan: ");
    }

    private static ObjectNode stage(ObjectNode plan) {
        return (ObjectNode) plan.get("stages").get(0);
    }

    private static ObjectNode throughText(ObjectNode json) {
        return Json.readObject(Json.pretty(json).getBytes(StandardCharsets.UTF_8), "text");
    }

    private static Plan plan() {
        Command make = new Command(
                List.of("make", "a b", "it's"),
                Command.WORK + "/src/istio.io/istio",
                List.of("FOR_BUILD_CONTAINER"),
                Map.of("VERSION", "1.14.5", "EMPTY", ""));
        Stage stage = new Stage(
                "istio-linux-arm64",
                StageKind.ISTIO,
                Platform.LINUX_ARM64,
                "arm64 && big",
                "ghcr.io/resf/istio/build-tools:release-1.14-latest",
                "linux/arm64",
                ImageBuilder.NATIVE,
                List.of(),
                Map.of("istio", Fixtures.SHA),
                List.of(make),
                List.of("docker.io/istio/base:1.14"),
                List.of(new StageOutput("pilot", "debug"), new StageOutput("pilot", "distroless")),
                Digest.sha256("key"));
        SkippedImage app = new SkippedImage(
                "app", List.of("debug"), List.of(Platform.LINUX_ARM64), "Dockerfile.app:2:1", "RUN\nx", true);
        return new Plan(
                "1.14.5",
                Hub.parse("ghcr.io/resf/istio"),
                new ImageTags("1.14.5", "debug"),
                List.of("only docker is made"),
                List.of(app),
                List.of(stage));
    }
}
