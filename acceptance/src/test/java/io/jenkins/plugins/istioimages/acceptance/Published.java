package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.util.List;

/** What a run of a release leaves in the registry. */
final class Published {
    private Published() {}

    /** Tag, index and catalog say the same, for both platforms. */
    static void assertPublished(World world, Build build, String hub, String version) {
        String catalog = build.catalog();
        for (String tag : List.of(version, version + "-distroless")) {
            JsonNode index = world.index(hub + "/pilot", tag);
            assertThat(index.at("/manifests").findValuesAsText("architecture"))
                    .containsExactlyInAnyOrder("amd64", "arm64");
            assertThat(catalog).contains(index.get("digest").asText());
            index.at("/manifests").forEach(manifest -> assertThat(catalog)
                    .contains(manifest.get("digest").asText()));
        }
    }
}
