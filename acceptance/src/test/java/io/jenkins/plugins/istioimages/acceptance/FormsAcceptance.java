package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.JenkinsClient;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What forms tell, and whom. */
@ExtendWith(WithWorld.class)
class FormsAcceptance {
    private static final String STEP = "descriptorByName/io.jenkins.plugins.istioimages.jenkins.steps.PublishOciStep/";

    private static final String RIGHT = "ghcr.io/resf/istio";
    private static final String WRONG = "https://ghcr.io/resf/istio";

    @Test
    void who_may_configure_is_told_what_is_wrong_with_a_hub(World world) {
        JenkinsClient admin = world.withPlugins().controller().admin();

        assertThat(checkedHub(admin, WRONG)).contains("error").isNotEqualTo(checkedHub(admin, RIGHT));
    }

    @Test
    void who_may_only_read_and_who_is_not_logged_in_are_told_nothing(World world) {
        world.withPlugins();
        for (JenkinsClient user :
                List.of(world.controller().reader(), world.controller().anonymous())) {
            assertThat(checkedHub(user, WRONG)).isEqualTo(checkedHub(user, RIGHT));
        }
    }

    @Test
    void nobody_but_an_administrator_is_told_the_ids_of_credentials(World world) {
        world.pipelines();
        String items = STEP + "fillCredentialsIdItems";

        assertThat(world.controller().admin().post(items, Map.of()).body()).contains("registry");
        assertThat(world.controller().reader().post(items, Map.of()).body()).doesNotContain("registry");
        assertThat(world.controller().anonymous().post(items, Map.of()).body()).doesNotContain("registry");
    }

    @Test
    void no_web_method_of_ours_tells_a_reader_or_nobody_anything(World world) {
        world.pipelines();
        List<String> methods = world.controller().webMethods();
        assertThat(methods).hasSizeGreaterThan(10);
        for (String method : methods) {
            Map<String, String> form = Map.of("value", "no:such:thing\n\t!", "credentialsId", "mine");
            String readers = JenkinsClient.ok(world.controller().reader().post(method, form))
                    .body();
            assertThat(readers).as(method).doesNotContain("registry", "error", "warning");
            assertThat(world.controller().anonymous().post(method, form).statusCode())
                    .as(method)
                    .isIn(401, 403);
            assertThat(world.controller().admin().get(method).statusCode())
                    .as("GET " + method)
                    .isIn(404, 405);
        }
    }

    private static String checkedHub(JenkinsClient user, String hub) {
        return user.post(STEP + "checkHubs", Map.of("value", hub)).body();
    }
}
