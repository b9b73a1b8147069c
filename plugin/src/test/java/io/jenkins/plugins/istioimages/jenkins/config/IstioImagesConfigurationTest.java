package io.jenkins.plugins.istioimages.jenkins.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockConstruction;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.SupportedRelease;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import java.util.List;
import java.util.function.Function;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.StaplerRequest2;
import org.mockito.MockedConstruction;
import org.mockito.MockedStatic;

class IstioImagesConfigurationTest {
    /** What a form shows for a field that is right. */
    private final FormValidation ok = mock(FormValidation.class);

    private final FormValidation wrong = mock(FormValidation.class);
    private final Jenkins jenkins = mock(Jenkins.class);
    private final IstioImagesConfiguration configuration = new Unsaved();
    private String told = "";
    private MockedStatic<Jenkins> instance;
    private MockedStatic<FormValidation> validation;

    /** Without a file. */
    private static final class Unsaved extends IstioImagesConfiguration {
        @Override
        public synchronized void load() {}

        @Override
        public synchronized void save() {}
    }

    @BeforeEach
    void asAdministrator() {
        instance = mockStatic(Jenkins.class);
        instance.when(Jenkins::get).thenReturn(jenkins);
        when(jenkins.hasPermission(any())).thenReturn(true);
        validation = mockStatic(FormValidation.class);
        validation.when(FormValidation::ok).thenReturn(ok);
        validation.when(() -> FormValidation.error(anyString())).thenAnswer(call -> {
            told = call.getArgument(0);
            return wrong;
        });
    }

    @AfterEach
    void close() {
        validation.close();
        instance.close();
    }

    @Test
    void everything_is_empty_until_somebody_says_something() {
        assertThat(configuration.getLabels()).isEmpty();
        assertThat(configuration.getReleases()).isEmpty();
        assertThat(List.of(
                        configuration.getHub(),
                        configuration.getStaging(),
                        configuration.getBuilderImage(),
                        configuration.getCredentialsId(),
                        configuration.getGitCredentialsId(),
                        configuration.getCaCredentialsId()))
                .containsOnly("");
    }

    @Test
    void texts_are_kept_without_blanks_around_them() {
        configuration.setHub(" ghcr.io/resf/istio ");
        configuration.setStaging(null);

        assertThat(configuration.getHub()).isEqualTo("ghcr.io/resf/istio");
        assertThat(configuration.getStaging()).isEmpty();
    }

    @Test
    void labels_are_by_platform() {
        configuration.setLabels(List.of(new PlatformLabel("linux/arm64", " arm64 && builder ")));

        assertThat(configuration.labelsByPlatform())
                .containsExactly(java.util.Map.entry(Platform.LINUX_ARM64, "arm64 && builder"));
    }

    @Test
    void a_platform_has_one_label() {
        configuration.setLabels(List.of(new PlatformLabel("linux/arm64", "a"), new PlatformLabel("linux/arm64", "b")));

        assertThatThrownBy(configuration::labelsByPlatform)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("linux/arm64 stands there twice");
    }

    @Test
    void the_table_of_releases_is_the_built_in_one_until_there_is_another() {
        assertThat(configuration.supportedReleases()).isEqualTo(SupportedReleases.known());

        ReleaseEntry entry = new ReleaseEntry("1.40.1");
        entry.setEndOfSupport("2030-01-31");
        configuration.setReleases(List.of(entry));

        assertThat(configuration.supportedReleases().all())
                .containsExactly(SupportedRelease.parse("1.40.1", "2030-01-31"));
    }

    @Test
    void rows_may_be_added_to_the_built_in_table() {
        ReleaseEntry own = new ReleaseEntry("1.14.9");
        own.setKubernetes("1.35 1.36,");
        configuration.setReleases(List.of(new ReleaseEntry("1.40.1"), own));
        configuration.setKeepKnownReleases(true);

        assertThat(configuration.supportedReleases().all())
                .contains(
                        SupportedRelease.parse("1.40.1", ""),
                        SupportedRelease.parse("1.14.9", "").withKubernetes(List.of("1.35", "1.36")))
                .extracting(SupportedRelease::version)
                .contains("1.13.9")
                .doesNotContain("1.14.6");
    }

    @Test
    void a_form_without_rows_empties_the_lists() throws Descriptor.FormException {
        configuration.setLabels(List.of(new PlatformLabel("linux/arm64", "a")));

        assertThat(configuration.configure(mock(StaplerRequest2.class), new JSONObject()))
                .isTrue();

        assertThat(configuration.getLabels()).isEmpty();
    }

    @Test
    void a_form_with_a_wrong_row_changes_no_list() {
        configuration.setReleases(List.of(new ReleaseEntry("1.40.1")));
        StaplerRequest2 request = mock(StaplerRequest2.class);
        doAnswer(call -> {
                    configuration.setReleases(List.of(new ReleaseEntry("newest")));
                    return null;
                })
                .when(request)
                .bindJSON(any(), any());

        assertThatThrownBy(() -> configuration.configure(request, new JSONObject()))
                .isInstanceOf(Descriptor.FormException.class);
        assertThat(configuration.getReleases())
                .singleElement()
                .extracting(ReleaseEntry::getVersion)
                .isEqualTo("1.40.1");
    }

    @Test
    void fields_are_checked_in_the_words_of_the_engine() {
        assertThat(problem(configuration::doCheckHub, "not a hub")).startsWith("hub 'not a hub' is wrong");
        assertThat(problem(configuration::doCheckStaging, "not a hub")).startsWith("hub 'not a hub' is wrong");
        assertThat(problem(configuration::doCheckStaging, "oci:here")).contains("its directory is absolute");
        assertThat(problem(configuration::doCheckPlainHttp, "r:5000, http://r"))
                .isEqualTo("plainHttp: 'http://r' is wrong: expected HOST or HOST:PORT, like git.example or"
                        + " registry.example:5000");
        assertThat(problem(configuration::doCheckGitHosts, "git@github.com")).startsWith("gitHosts: ");
        assertThat(problem(id -> configuration.doCheckCredentialsId(id, " ", null), "bot"))
                .contains("name the default hub or the default staging, too");
        assertThat(problem(configuration::doCheckBuilderImage, "x:${nothing}")).contains("${nothing} is unknown");
        assertThat(problem(new PlatformLabel.DescriptorImpl()::doCheckPlatform, "arm"))
                .contains("arm");
        assertThat(problem(new PlatformLabel.DescriptorImpl()::doCheckLabel, "a\nb"))
                .contains("one line");
        assertThat(problem(new PlatformLabel.DescriptorImpl()::doCheckLabel, ""))
                .contains("say which agents");
        assertThat(problem(new ReleaseEntry.DescriptorImpl()::doCheckVersion, "1.31"))
                .contains("like 1.31.2");
        assertThat(problem(new ReleaseEntry.DescriptorImpl()::doCheckEndOfSupport, "soon"))
                .contains("like 2027-02-28");
    }

    @Test
    void what_is_right_or_left_out_has_no_problem() {
        assertThat(problem(configuration::doCheckHub, "")).isEmpty();
        assertThat(problem(configuration::doCheckHub, "ghcr.io/resf/istio")).isEmpty();
        assertThat(problem(configuration::doCheckStaging, "127.0.0.1:5000/staging"))
                .isEmpty();
        assertThat(problem(configuration::doCheckBuilderImage, "ghcr.io/x/build:release-${minor}-latest"))
                .isEmpty();
        assertThat(problem(new PlatformLabel.DescriptorImpl()::doCheckPlatform, "linux/s390x"))
                .isEmpty();
        assertThat(problem(new ReleaseEntry.DescriptorImpl()::doCheckEndOfSupport, "2027-02-28"))
                .isEmpty();
    }

    @Test
    void who_may_not_configure_gets_no_answer() {
        when(jenkins.hasPermission(any())).thenReturn(false);

        assertThat(problem(configuration::doCheckHub, "not a hub")).isEmpty();
        assertThat(problem(configuration::doCheckStaging, "not a hub")).isEmpty();
        assertThat(problem(configuration::doCheckBuilderImage, "${x}")).isEmpty();
        assertThat(problem(new PlatformLabel.DescriptorImpl()::doCheckPlatform, "arm"))
                .isEmpty();
        assertThat(problem(new PlatformLabel.DescriptorImpl()::doCheckLabel, ""))
                .isEmpty();
        assertThat(problem(new ReleaseEntry.DescriptorImpl()::doCheckVersion, "1"))
                .isEmpty();
        assertThat(problem(new ReleaseEntry.DescriptorImpl()::doCheckEndOfSupport, "1"))
                .isEmpty();
    }

    @Test
    void who_may_not_configure_cannot_list_credentials() {
        when(jenkins.hasPermission(any())).thenReturn(false);
        try (MockedConstruction<StandardListBoxModel> lists = mockConstruction(StandardListBoxModel.class)) {
            configuration.doFillCredentialsIdItems("mine");
            configuration.doFillGitCredentialsIdItems("mine");
            configuration.doFillCaCredentialsIdItems("mine");

            assertThat(lists.constructed()).hasSize(3).allSatisfy(list -> {
                verify(list, never()).includeAs(any(), any(), any());
                verify(list).includeCurrentValue("mine");
            });
        }
    }

    @Test
    void an_administrator_lists_credentials_of_the_kinds_that_fit() {
        try (MockedConstruction<StandardListBoxModel> lists = mockConstruction(StandardListBoxModel.class)) {
            configuration.doFillCaCredentialsIdItems(null);

            verify(lists.constructed().get(0))
                    .includeAs(null, null, org.jenkinsci.plugins.plaincredentials.FileCredentials.class);
            verify(lists.constructed().get(0))
                    .includeAs(null, null, org.jenkinsci.plugins.plaincredentials.StringCredentials.class);
        }
    }

    private String problem(Function<String, FormValidation> check, String value) {
        told = "";
        FormValidation result = check.apply(value);
        assertThat(result).isSameAs(told.isEmpty() ? ok : wrong);
        return told;
    }
}
