package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.acceptance.harness.JenkinsClient;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Jenkinsfile of the README as it stands there; where to, and as whom, is in the system configuration. */
@ExtendWith(WithWorld.class)
class ReadmeAcceptance {
    private static final String SYSTEM = """
            unclassified:
              istioImages:
                hub: "HOST/readme"
                staging: "HOST/readme/staging"
                credentialsId: "registry"
            """;

    /** It says it twice: one that has support without any configuration. */
    private static final String VERSION = "1.30.5";

    private static final String EMPTY = SYSTEM.replaceAll("\".+\"", "\"\"");

    @Test
    void the_jenkinsfile_of_the_readme_builds_and_publishes_a_release(World world) throws Exception {
        Build build;
        configure(world, SYSTEM.replace("HOST", world.registry().host()));
        try {
            build = world.pipelines()
                    .example("jenkinsfiles/declarative.Jenkinsfile", "readme", VERSION)
                    .start();
            assertThat(build.result(Duration.ofMinutes(6))).as(build.log()).isEqualTo("SUCCESS");
        } finally {
            configure(world, EMPTY);
        }

        Published.assertPublished(world, build, "readme", VERSION);
        JsonNode latest = world.index("readme/pilot", "latest-distroless");
        assertThat(latest.get("digest"))
                .isEqualTo(world.index("readme/pilot", VERSION + "-distroless").get("digest"));
    }

    private static void configure(World world, String yaml) {
        JenkinsClient.ok(world.withPlugins().controller().admin().postText("configuration-as-code/apply", yaml));
    }
}
