package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.Browser;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as a browser shows them. */
@ExtendWith(WithWorld.class)
class PagesAcceptance {
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void a_browser_shows_both_agents_whatever_colours_its_user_wants(String scheme, World world) throws Exception {
        Path picture = world.directory().resolve("screenshots/agents-" + scheme + ".png");
        try (Browser browser = world.browser()) {
            browser.actAs(world.controller().admin());
            browser.colours(scheme);

            browser.open(world.controller().url().resolve("computer/"));
            browser.picture(picture);

            assertThat(browser.evaluate("document.body.innerText")).contains("amd64", "arm64");
            assertThat(browser.evaluate("matchMedia('(prefers-color-scheme: " + scheme + ")').matches"))
                    .isEqualTo("true");
            assertThat(browser.errors()).isEmpty();
        }
        assertThat(Files.size(picture)).isGreaterThan(10_000);
    }
}
