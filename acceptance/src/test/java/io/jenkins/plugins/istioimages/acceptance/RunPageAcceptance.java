package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.Browser;
import io.jenkins.plugins.istioimages.acceptance.harness.JenkinsClient;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages of a run and of its job, as a browser shows them: a patch release after the one before it. */
@ExtendWith(WithWorld.class)
class RunPageAcceptance {
    private static final String JOB = "istio";
    private static final String BEFORE = "1.14.4";
    private static final String NOW = "1.14.5";
    private static final String DARK_AS_THE_USER = "appearance:\n  themeManager:\n    theme: \"darkSystem\"\n";

    @Test
    void a_run_shows_its_images_in_light_and_dark(World world) throws Exception {
        Build build = released(world);
        JenkinsClient.ok(world.controller().admin().postText("configuration-as-code/apply", DARK_AS_THE_USER));
        for (String scheme : new String[] {"light", "dark"}) {
            try (Browser browser = world.browser()) {
                browser.actAs(world.controller().admin());
                browser.colours(scheme);
                browser.size(1200, 800);
                assertImagesPage(world, browser, build, scheme);
                assertRunPage(world, browser, build, scheme);
                assertJobPage(world, browser, build, scheme);
            }
        }
    }

    private static void assertImagesPage(World world, Browser browser, Build build, String scheme) throws Exception {
        browser.open(build.url().resolve("istio-images/"));
        picture(world, browser, "images-" + scheme);
        assertThat(browser.evaluate("document.querySelectorAll('.istio-images-row').length"))
                .isEqualTo("10");
        assertThat(browser.evaluate("document.body.innerText"))
                .contains(NOW, "linux/amd64", "linux/arm64", "Compared with", "10 changed", "istio");
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing is cut off at the right")
                .isEqualTo("true");
        assertThat(brightness(browser)).isBetween(scheme.equals("light") ? 200 : 0, scheme.equals("light") ? 255 : 80);

        browser.evaluate("(f => { f.value = 'pilot distroless'; f.dispatchEvent(new Event('input')); })"
                + "(document.getElementById('istio-images-filter'))");
        assertThat(browser.evaluate("document.querySelectorAll('.istio-images-row:not(.jenkins-hidden)').length"))
                .isEqualTo("1");
        assertThat(browser.errors()).isEmpty();
    }

    /** Of the page, 0 to 255. */
    private static int brightness(Browser browser) {
        return Integer.parseInt(browser.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0]"));
    }

    private static void assertRunPage(World world, Browser browser, Build build, String scheme) throws Exception {
        browser.open(build.url());
        picture(world, browser, "run-" + scheme);
        assertThat(browser.evaluate("document.body.innerText")).contains(NOW + ": 10 images");
        assertThat(browser.evaluate("document.querySelectorAll('a[href$=\"istio-images/\"]').length"))
                .isNotEqualTo("0");
        assertThat(browser.errors()).isEmpty();
    }

    private static void assertJobPage(World world, Browser browser, Build build, String scheme) throws Exception {
        browser.open(build.url().resolve(".."));
        picture(world, browser, "job-" + scheme);
        assertThat(browser.evaluate("document.body.innerText")).contains(NOW);
        assertThat(browser.errors()).isEmpty();
    }

    private static Build released(World world) throws Exception {
        PipelineJob job = world.pipelines().job("scripted.groovy", JOB, BEFORE);
        succeeds(job.start());
        world.pipelines().commit("scripted.groovy", JOB, NOW);
        return succeeds(job.start());
    }

    private static Build succeeds(Build build) {
        assertThat(build.result(Duration.ofMinutes(5))).as(build.log()).isEqualTo("SUCCESS");
        return build;
    }

    private static void picture(World world, Browser browser, String name) throws Exception {
        Path file = world.directory().resolve("screenshots/" + name + ".png");
        browser.picture(file);
        assertThat(Files.size(file)).isGreaterThan(10_000);
    }
}
