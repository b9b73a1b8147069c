package io.jenkins.plugins.istioimages.publish.attest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.ImageTags;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
    private static final String SHA = "0123456789012345678901234567890123456789";
    private static final Digest KEY = Digest.sha256("key");
    private static final Digest BASE = Digest.sha256("base");
    private static final RunFacts RUN = new RunFacts(
            "https://ci.example/",
            Map.of("jenkins", "2.541.3", "istio-images", "1.0"),
            Optional.of("https://ci.example/job/istio/7/"),
            Optional.of(Instant.parse("2022-10-12T08:11:00Z")),
            Optional.of(Instant.parse("2022-10-12T09:00:00Z")),
            Map.of("platforms", "linux/arm64"));

    @Test
    void sources_are_dependencies_with_their_commits() {
        ObjectNode predicate = new Provenance(lock(false), Optional.empty(), RUN).predicate();
        assertThat(text(predicate.path("buildDefinition").path("resolvedDependencies")))
                .isEqualTo("[{\"digest\":{\"gitCommit\":\"" + SHA + "\"},\"name\":\"istio\","
                        + "\"uri\":\"git+https://github.com/istio/istio@release-1.14\"},"
                        + "{\"digest\":{\"gitCommit\":\"" + SHA + "\"},\"name\":\"proxy\","
                        + "\"uri\":\"git+file:///src/my%20proxy\"}]");
        assertThat(predicate.path("buildDefinition").has("internalParameters")).isFalse();
        assertThat(text(predicate.path("buildDefinition").path("externalParameters")))
                .isEqualTo("{\"parameters\":{\"platforms\":\"linux/arm64\"},\"sources\":{\"istio\":"
                        + "\"git+https://github.com/istio/istio@release-1.14\",\"proxy\":\"git+file:///src/my%20proxy\"},"
                        + "\"version\":\"1.14.5\"}");
    }

    @Test
    void uncommitted_changes_are_told() {
        assertThat(text(new Provenance(lock(true), Optional.empty(), RUN).predicate()))
                .contains("\"annotations\":{\"uncommittedChanges\":true}");
    }

    @Test
    void the_plan_adds_stages_builder_images_and_bases() {
        ObjectNode predicate = new Provenance(lock(false), Optional.of(plan()), RUN).predicate();
        ObjectNode definition = (ObjectNode) predicate.get("buildDefinition");
        assertThat(text(definition.path("internalParameters")))
                .isEqualTo("{\"stages\":[{\"builderImage\":\"gcr.io/tools:1\",\"id\":\"istio-linux-arm64\","
                        + "\"imageBuilder\":\"native\",\"key\":\"" + KEY + "\",\"kind\":\"istio\","
                        + "\"platform\":\"linux/arm64\"}]}");
        assertThat(definition.path("resolvedDependencies")).hasSize(4);
        assertThat(text(definition.path("resolvedDependencies")))
                .contains("{\"digest\":{\"sha256\":\"" + BASE.hex() + "\"},\"uri\":\"docker://docker.io/istio/base@"
                        + BASE + "\"}")
                .contains("{\"uri\":\"docker://gcr.io/tools:1\"}");
        assertThat(definition.path("externalParameters").path("hub").asText()).isEqualTo("ghcr.io/resf/istio");
    }

    @Test
    void the_run_is_told_as_it_was_given_and_no_clock_is_asked() {
        assertThat(text(new Provenance(lock(false), Optional.empty(), RUN)
                        .predicate()
                        .path("runDetails")))
                .isEqualTo(
                        "{\"builder\":{\"id\":\"https://ci.example/\",\"version\":{\"istio-images\":\"1.0\","
                                + "\"jenkins\":\"2.541.3\"}},\"metadata\":{\"finishedOn\":\"2022-10-12T09:00:00Z\","
                                + "\"invocationId\":\"https://ci.example/job/istio/7/\",\"startedOn\":\"2022-10-12T08:11:00Z\"}}");
        RunFacts quiet = RunFacts.of(RunFacts.LOCAL_BUILDER, Map.of());
        assertThat(text(new Provenance(lock(false), Optional.empty(), quiet)
                        .predicate()
                        .path("runDetails")))
                .isEqualTo("{\"builder\":{\"id\":\"" + RunFacts.LOCAL_BUILDER + "\"}}");
    }

    @Test
    void equal_facts_make_equal_bytes() {
        assertThat(text(new Provenance(lock(false), Optional.of(plan()), RUN).predicate()))
                .isEqualTo(text(new Provenance(lock(false), Optional.of(plan()), RUN).predicate()));
        assertThat(new Provenance(lock(false), Optional.empty(), RUN).claim().predicateType())
                .isEqualTo("https://slsa.dev/provenance/v1");
    }

    static Lock lock(boolean dirty) {
        Map<String, ResolvedSource> sources = new LinkedHashMap<>();
        sources.put("istio", source("istio", "https://github.com/istio/istio", Optional.of("release-1.14"), dirty));
        sources.put("proxy", source("proxy", "/src/my proxy", Optional.empty(), false));
        return new Lock("1.14.5", sources);
    }

    private static ResolvedSource source(String name, String git, Optional<String> branch, boolean dirty) {
        return new ResolvedSource(name, git, branch, SHA, "given", false, Instant.EPOCH, dirty);
    }

    private static Plan plan() {
        Stage stage = new Stage(
                "istio-linux-arm64",
                StageKind.ISTIO,
                Platform.LINUX_ARM64,
                "arm64",
                "gcr.io/tools:1",
                ImageBuilder.NATIVE,
                List.of(),
                Map.of("istio", SHA),
                List.of(),
                List.of("istio/base@" + BASE),
                List.of(),
                KEY);
        return new Plan(
                "1.14.5",
                Hub.parse("ghcr.io/resf/istio"),
                new ImageTags("1.14.5", "debug"),
                List.of(),
                List.of(),
                List.of(stage));
    }

    private static String text(JsonNode node) {
        return new String(Json.canonical(node), StandardCharsets.UTF_8);
    }
}
