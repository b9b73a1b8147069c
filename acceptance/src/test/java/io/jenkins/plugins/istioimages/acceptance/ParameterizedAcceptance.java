package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.Browser;
import io.jenkins.plugins.istioimages.acceptance.harness.ParametersForm;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.RegistryContent;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Build with Parameters, in a browser: what somebody chooses there is what is done. */
@ExtendWith(WithWorld.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParameterizedAcceptance {
    private static final String NAME = "parameterized";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private World world;
    private PipelineJob job;
    private Browser browser;

    /** The first run of such a job makes its parameters known, and takes what they say where nobody chooses. */
    @BeforeAll
    void the_job_gets_its_parameters(World given) throws Exception {
        world = given;
        Pipelines pipelines = world.pipelines();
        job = pipelines.job(
                NAME,
                Map.of(
                        "Jenkinsfile", pipelines.jenkinsfile("parameterized.groovy", NAME, Map.of()),
                        "manifest.yaml", pipelines.manifest()));
        Build defaults = job.start();
        assertThat(defaults.result(PATIENCE)).as(defaults.log()).isEqualTo("SUCCESS");
        browser = world.browser();
        browser.actAs(world.controller().admin());
        browser.size(1200, 800);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void a_dry_run_says_what_would_be_done_and_leaves_nothing() throws Exception {
        RegistryContent before = world.registryBelow(NAME);
        ParametersForm form = ParametersForm.open(browser, job);
        String version = form.options("VERSION").get(0);
        form.choose("TARGET", "hubs");

        Build build = form.submit();

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        assertThat(build.log())
                .contains("dry run, nothing is written; else: istioBuild, publishOci: this job releases " + version)
                .contains("istio-linux-amd64", "istio-linux-arm64");
        assertThat(build.artifacts()).isEmpty();
        assertThat(world.registryBelow(NAME)).isEqualTo(before);
    }

    @Test
    void version_platforms_and_target_of_the_form_are_released() throws Exception {
        ParametersForm form = ParametersForm.open(browser, job);
        List<String> versions = form.options("VERSION");
        assertThat(versions).hasSizeGreaterThan(1);
        assertThat(browser.evaluate("document.body.innerText")).contains("supported until");
        String version = versions.get(versions.size() - 1);
        form.choose("VERSION", version);
        form.type("PLATFORMS", "linux/arm64");
        form.choose("TARGET", "hubs");
        form.toggle("DRY_RUN");
        picture("parameters");
        assertThat(browser.errors())
                .as("nothing but what Jenkins says of every such form")
                .allMatch(error -> error.contains("405 (Method Not Allowed)"));

        Build build = form.submit();

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        Map<String, String> tags = world.registryBelow(NAME).tags();
        assertThat(tags).containsKeys(NAME + "/pilot:" + version, NAME + "/pilot:" + version + "-distroless");
        assertThat(build.catalog())
                .contains("version: " + version, "linux/arm64", tags.get(NAME + "/pilot:" + version))
                .doesNotContain("linux/amd64");
        browser.open(build.url());
        picture("parameterized-run");
        assertThat(browser.evaluate("document.body.innerText")).contains(version + ": 2 images");
        assertThat(browser.errors()).isEmpty();
    }

    private void picture(String name) throws Exception {
        Path file = world.directory().resolve("screenshots/" + name + ".png");
        browser.picture(file);
        assertThat(Files.size(file)).isGreaterThan(10_000);
    }
}
