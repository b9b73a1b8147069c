package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import java.util.Arrays;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.MockedStatic;

/** Parameters, and what forms and runs say of them. */
class ParametersTest {
    private MockedStatic<Util> util;
    private MockedStatic<FormValidation> validation;
    private SystemSettings system;

    @BeforeEach
    void statics() {
        util = mockStatic(Util.class);
        util.when(() -> Util.fixEmptyAndTrim(anyString())).thenAnswer(call -> {
            String text = call.<String>getArgument(0).strip();
            return text.isEmpty() ? null : text;
        });
        validation = mockStatic(FormValidation.class);
        validation.when(() -> FormValidation.error(anyString())).thenAnswer(call -> validation(call.getArgument(0)));
        validation.when(FormValidation::ok).thenAnswer(call -> validation("ok"));
        system = new SystemSettings();
    }

    @AfterEach
    void end() {
        util.close();
        validation.close();
        system.close();
    }

    @Test
    void lists_come_from_scripts_as_lists_and_from_forms_as_one_text() {
        IstioPlanStep step = new IstioPlanStep("manifest.yaml");
        step.setPlatforms(List.of("linux/amd64", "linux/arm64"));
        assertThat(step.getPlatforms()).containsExactly("linux/amd64", "linux/arm64");
        IstioPlanStep form = new IstioPlanStep("manifest.yaml");
        form.setPlatforms(List.of(step.getPlatformsText()));
        assertThat(form.getPlatforms()).isEqualTo(step.getPlatforms());
    }

    @Test
    void labels_may_have_blanks_and_stand_one_a_line() {
        IstioPlanStep step = new IstioPlanStep("manifest.yaml");
        step.setAgentLabels(List.of("linux/arm64=graviton && 16cpu\n\nlinux/amd64=big"));
        assertThat(step.getAgentLabels()).containsExactly("linux/arm64=graviton && 16cpu", "linux/amd64=big");
        assertThat(step.getAgentLabelsText()).isEqualTo("linux/arm64=graviton && 16cpu\nlinux/amd64=big");
    }

    @Test
    void nothing_is_an_empty_list() {
        assertThat(Texts.words(null)).isEmpty();
        assertThat(Texts.words(Arrays.asList((String) null))).isEmpty();
        assertThat(Texts.words(List.of(" ,, "))).isEmpty();
    }

    @Test
    void what_is_wrong_is_told_before_an_agent_is_asked() {
        IstioBuildStep step = new IstioBuildStep("manifest.yaml");
        step.setPlatforms(List.of("windows"));
        assertThatThrownBy(() -> step.start(new Contexts().context))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("windows");
    }

    @Test
    void a_step_with_a_manifest_alone_is_right() {
        assertThatCode(() -> new IstioPlanStep("manifest.yaml").request()).doesNotThrowAnyException();
        assertThatCode(() -> Serialized.copy(new IstioPlanStep("manifest.yaml").request()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "Platforms, linux",
        "AgentLabels, arm64",
        "AgentLabels, 'linux=x'",
        "BuildEnv, X",
        "Staging, 'a b'",
        "Staging, oci:here",
        "BuilderImage, 'x:${nothing}'",
        "BuilderImage, 'X Y'",
        "Manifest, ''"
    })
    void forms_and_runs_say_the_same(String field, String wrong) throws Exception {
        IstioPlanStep step = new IstioPlanStep(field.equals("Manifest") ? wrong : "manifest.yaml");
        if (!field.equals("Manifest")) {
            boolean list = !List.of("Staging", "BuilderImage").contains(field);
            step.getClass()
                    .getMethod("set" + field, list ? List.class : String.class)
                    .invoke(step, list ? List.of(wrong) : wrong);
        }
        String run = catchMessage(step);
        FormValidation form = (FormValidation) IstioPlanStep.DescriptorImpl.class
                .getMethod("doCheck" + field, Item.class, String.class)
                .invoke(new IstioPlanStep.DescriptorImpl(), item(true), wrong);
        assertThat(form.renderHtml()).isEqualTo(run);
    }

    @Test
    void forms_and_runs_say_the_same_of_servers() {
        IstioBuildStep.DescriptorImpl build = new IstioBuildStep.DescriptorImpl();
        IstioBuildStep step = new IstioBuildStep("manifest.yaml");
        step.setGitHosts(List.of("github.com"));
        assertThatThrownBy(step::git)
                .hasMessage(build.doCheckGitHosts(item(true), "github.com", "").renderHtml());
        step.setGitCredentialsId("deploy");
        assertThatCode(step::git).doesNotThrowAnyException();
        assertThat(build.doCheckGitHosts(item(true), "github.com", "deploy").renderHtml())
                .isEqualTo("ok");
        step.setGitHosts(List.of("https://github.com"));
        assertThatThrownBy(step::git)
                .hasMessage(build.doCheckGitHosts(item(true), "https://github.com", "deploy")
                        .renderHtml());
        step.setPlainHttp(List.of("http://r"));
        step.setGitHosts(List.of());
        assertThatThrownBy(() -> step.start(new Contexts().context))
                .hasMessage(build.doCheckPlainHttp(item(true), "http://r").renderHtml());
    }

    @Test
    void none_and_empty_are_right_in_every_form() {
        IstioBuildStep.DescriptorImpl build = new IstioBuildStep.DescriptorImpl();
        for (String word : List.of("", "none")) {
            assertThat(build.doCheckStaging(item(true), word).renderHtml()).isEqualTo("ok");
            assertThat(build.doCheckBuilderImage(item(true), word).renderHtml()).isEqualTo("ok");
            assertThat(build.doCheckPlainHttp(item(true), word).renderHtml()).isEqualTo("ok");
        }
    }

    @Test
    void who_may_not_configure_is_told_nothing() {
        IstioPlanStep.DescriptorImpl descriptor = new IstioPlanStep.DescriptorImpl();
        assertThat(descriptor.doCheckPlatforms(item(false), "nonsense").renderHtml())
                .isEqualTo("ok");
        try (MockedStatic<Jenkins> jenkins = mockStatic(Jenkins.class)) {
            Jenkins instance = mock(Jenkins.class);
            jenkins.when(Jenkins::get).thenReturn(instance);
            assertThat(descriptor.doCheckPlatforms(null, "nonsense").renderHtml())
                    .isEqualTo("ok");
            when(instance.hasPermission(Jenkins.ADMINISTER)).thenReturn(true);
            assertThat(descriptor.doCheckPlatforms(null, "nonsense").renderHtml())
                    .contains("nonsense");
        }
    }

    @Test
    void hubs_and_tags_are_checked() {
        PublishOciStep.DescriptorImpl descriptor = new PublishOciStep.DescriptorImpl();
        assertThat(descriptor
                        .doCheckHubs(item(true), "ghcr.io/resf/istio, docker.io/istio")
                        .renderHtml())
                .isEqualTo("ok");
        assertThat(descriptor.doCheckHubs(item(true), " ").renderHtml()).contains("at least one hub");
        assertThat(descriptor.doCheckTags(item(true), "v1.14.5").renderHtml()).contains("leading v");
    }

    @Test
    void a_registry_with_credentials_of_its_own_is_checked_for_those_who_may_configure() {
        HubCredentials.DescriptorImpl row = new HubCredentials.DescriptorImpl();
        assertThat(row.doCheckRegistry(item(true), " ghcr.io ").renderHtml()).isEqualTo("ok");
        assertThat(row.doCheckRegistry(item(true), "ghcr.io/resf").renderHtml()).contains("ghcr.io/resf");
        assertThat(row.doCheckRegistry(item(false), "ghcr.io/resf").renderHtml())
                .isEqualTo("ok");
    }

    private static String catchMessage(IstioPlanStep step) {
        try {
            step.request();
            return "ok";
        } catch (UserError e) {
            return e.getMessage();
        }
    }

    private static Item item(boolean configurable) {
        Item item = mock(Item.class);
        when(item.hasPermission(Item.CONFIGURE)).thenReturn(configurable);
        return item;
    }

    private static FormValidation validation(String text) {
        FormValidation result = mock(FormValidation.class);
        when(result.renderHtml()).thenReturn(text);
        return result;
    }
}
