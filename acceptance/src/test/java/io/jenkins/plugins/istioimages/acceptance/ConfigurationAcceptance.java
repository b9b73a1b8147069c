package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.JenkinsClient;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** System configuration as code: what is imported is what is exported, and what the form shows. */
@ExtendWith(WithWorld.class)
class ConfigurationAcceptance {
    /** As the tests' world begins. */
    private static final String BEGINNING = """
            unclassified:
              istioImages:
                builderImage: ""
                caCredentialsId: ""
                credentialsId: ""
                gitCredentialsId: ""
                gitHosts: ""
                hub: ""
                keepKnownReleases: false
                labels: []
                plainHttp: ""
                pullRequestBranches: ""
                releases: [{version: 1.14.5, endOfSupport: "2099-12-31"}, {version: 1.13.9}]
                staging: ""
            """;

    @Test
    void what_is_exported_is_what_was_imported(World world) throws Exception {
        JenkinsClient admin = world.withPlugins().controller().admin();
        String example = Files.readString(Path.of(System.getProperty("istio.images.home"), "examples", "casc.yaml"));
        try {
            apply(admin, example);

            assertThat(istioImages(exported(admin))).isEqualTo(istioImages(example));

            // The part that is ours, alone: the rest has the users of this very test.
            apply(admin, new Yaml().dump(Map.of("unclassified", Map.of("istioImages", istioImages(exported(admin))))));
            assertThat(istioImages(exported(admin))).isEqualTo(istioImages(example));
        } finally {
            apply(admin, BEGINNING);
        }
    }

    private static void apply(JenkinsClient admin, String yaml) {
        JenkinsClient.ok(admin.postText("configuration-as-code/apply", yaml));
    }

    private static String exported(JenkinsClient admin) {
        return JenkinsClient.ok(admin.post("configuration-as-code/export", Map.of()))
                .body();
    }

    private static Object istioImages(String text) {
        Map<?, ?> whole = new Yaml(new SafeConstructor(new LoaderOptions())).load(new StringReader(text));
        return ((Map<?, ?>) whole.get("unclassified")).get("istioImages");
    }
}
