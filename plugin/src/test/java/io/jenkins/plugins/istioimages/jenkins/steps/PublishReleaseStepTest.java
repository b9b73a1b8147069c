package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryTargets;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.jenkins.data.Samples;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.MockedStatic;
import org.mockito.Mockito;

/** What a call asks for, before an agent is asked. */
class PublishReleaseStepTest {
    private final SystemSettings system = new SystemSettings();
    private final SomeCredentials store = new SomeCredentials();
    private final MockedStatic<Util> util = Mockito.mockStatic(Util.class);
    private final StepContext context;
    private final PublishReleaseStep step = new PublishReleaseStep();

    PublishReleaseStepTest() throws Exception {
        context = new Contexts().context;
    }

    @BeforeEach
    void start() {
        util.when(() -> Util.fixEmptyAndTrim(any())).thenAnswer(call -> call.getArgument(0));
        step.setImages(ImageCatalog.of(Samples.catalogYaml()));
    }

    @AfterEach
    void close() {
        store.close();
        util.close();
        system.close();
    }

    @Test
    void who_names_no_target_publishes_images_to_the_systems_hub() {
        assertThatThrownBy(() -> step.start(context))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("say where the release goes: hubs, chartHubs");
        system.configuration.setHub("ghcr.io/resf/istio");
        assertThat(targets().hubs()).containsExactly("ghcr.io/resf/istio");
    }

    @Test
    void who_names_another_target_alone_pushes_no_image() {
        system.configuration.setHub("ghcr.io/resf/istio");
        step.setChartHubs(List.of("ghcr.io/resf/charts"));
        assertThat(targets().hubs()).isEmpty();
        step.setAliases(List.of("latest"));
        assertThat(targets().hubs()).as("an alias is for images").containsExactly("ghcr.io/resf/istio");
        step.setHubs(List.of("none"));
        assertThatThrownBy(() -> step.start(context))
                .hasMessageStartingWith("tags, aliases, sign and sbom are for images: say at least one hub");
    }

    @Test
    void none_is_no_hub() {
        system.configuration.setHub("ghcr.io/resf/istio");
        step.setHubs(List.of("none"));
        assertThatThrownBy(() -> step.start(context)).hasMessageStartingWith("say where the release goes");
        step.setChartHubs(List.of("ghcr.io/resf/charts"));
        assertThat(targets().hubs()).isEmpty();
    }

    @Test
    void a_dry_run_is_no_check() {
        step.setHubs(List.of("ghcr.io/x"));
        step.setDryRun(true);
        step.setVerify(true);
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("give one of them");
    }

    @Test
    void hubs_and_tags_are_checked() {
        step.setHubs(List.of("ghcr.io/UPPER"));
        assertThatThrownBy(() -> step.start(context)).isInstanceOf(AbortException.class);
        step.setHubs(List.of("ghcr.io/x"));
        step.setTags(List.of("v1.14.5"));
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("leading v");
        step.setTags(List.of("latest"));
        step.setAliases(List.of("latest"));
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("cannot be a tag and an alias");
    }

    @Test
    void tags_need_a_person_whom_the_environment_may_name() throws Exception {
        step.setGitTags(true);
        assertThatThrownBy(() -> step.start(context))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("tags need a name and an address: give tagger: 'NAME <ADDRESS>'");
        EnvVars environment = new EnvVars();
        environment.put("GIT_COMMITTER_NAME", "Bot");
        environment.put("GIT_COMMITTER_EMAIL", "bot@example.org");
        when(context.get(EnvVars.class)).thenReturn(environment);
        assertThat(step.start(context)).isInstanceOf(PublishReleaseExecution.class);
        step.setTagger("nobody");
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("a tagger is 'NAME <ADDRESS>'");
    }

    @Test
    void what_is_said_of_a_target_that_is_not_asked_for_is_told() {
        step.setHubs(List.of("ghcr.io/x"));
        step.setDraft(true);
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("give github: 'ORGANIZATION'");
        step.setDraft(false);
        step.setGitPush(List.of("istio=https://git.example/istio"));
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("give gitTags: true");
        step.setGitPush(List.of());
        step.setGrafanaUrl("https://grafana.example");
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("give grafana: true");
    }

    @Test
    void github_and_grafana_need_their_tokens() {
        step.setTagger("Bot <bot@example.org>");
        step.setGithub("resf");
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("give githubCredentialsId");
        step.setGithub("not an organization");
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("not the name of an organization");
        step.setGithub("");
        step.setGrafana(true);
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("give grafanaCredentialsId");
    }

    @Test
    void buckets_are_of_one_kind_where_credentials_are_named() throws Exception {
        step.setBucketAliases(List.of("latest"));
        step.setHubs(List.of("ghcr.io/x"));
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("give buckets: ['s3://BUCKET/PREFIX']");
        step.setBuckets(List.of("s3://releases/istio", "gs://releases"));
        assertThat(step.start(context)).as("the agent may be somebody to both").isNotNull();
        step.setBucketCredentialsId("key");
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("buckets of one kind");
        step.setBuckets(List.of("s3://releases/istio"));
        assertThat(step.start(context)).isNotNull();
        step.setHelmBucket("s3://charts");
        assertThatThrownBy(() -> step.start(context))
                .hasMessage("helmBucket s3://charts: say where users find it, with helmUrl");
        step.setHelmUrl("https://charts.example");
        assertThat(step.start(context)).isNotNull();
        step.setBuckets(List.of("releases"));
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("'releases' is no bucket");
    }

    @Test
    void targets_are_named_before_an_agent_is_asked() throws Exception {
        store.text("token", "t0ken");
        step.setTagger("Bot <bot@example.org>");
        step.setGitTags(true);
        step.setGithub("resf");
        step.setGithubCredentialsId("token");
        step.setGrafana(true);
        step.setGrafanaCredentialsId("token");
        step.setBuckets(List.of("s3://releases/istio"));
        step.setHelmBucket("gs://charts");
        RunCredentials credentials = new RunCredentials(mock(Run.class));
        List<String> names = new ArrayList<>();
        for (TargetChoice choice : step.others("")) {
            Serialized.copy(choice)
                    .with(credentials)
                    .names(PlanDocument.read(Samples.document()).lock())
                    .forEach(name -> names.add(name.toString()));
        }
        assertThat(names)
                .containsExactly(
                        "git https://github.com/istio/istio",
                        "github resf/istio 1.14.5",
                        "grafana grafana.com",
                        "s3 s3://releases/istio",
                        "helm gs://charts");
        assertThat(store.asked).contains("token [https://api.github.com]", "token [https://grafana.com]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://grafana.example", "grafana.example", "https://me:word@grafana.example", "a b"})
    void an_address_is_that_of_a_web_server(String address) {
        step.setGrafana(true);
        step.setGrafanaCredentialsId("token");
        step.setGrafanaUrl(address);
        assertThatThrownBy(() -> step.start(context)).hasMessageStartingWith("grafanaUrl: '" + address + "' is wrong");
    }

    private RegistryTargets targets() {
        return step.registries(step.others(""), Defaults.inForce());
    }
}
