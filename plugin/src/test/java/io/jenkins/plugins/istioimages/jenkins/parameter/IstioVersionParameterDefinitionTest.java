package io.jenkins.plugins.istioimages.jenkins.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockConstruction;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import hudson.model.Failure;
import hudson.model.ParameterValue;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration;
import io.jenkins.plugins.istioimages.plan.SupportedRelease;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.mockito.MockedConstruction;
import org.mockito.MockedStatic;

class IstioVersionParameterDefinitionTest {
    private final IstioImagesConfiguration configuration = mock(IstioImagesConfiguration.class);
    private final List<String> made = new ArrayList<>();
    private MockedStatic<IstioImagesConfiguration> instance;
    private MockedConstruction<StringParameterValue> values;

    /** Names are kept by a class of Jenkins that is not there. */
    private static final class Named extends IstioVersionParameterDefinition {
        private static final long serialVersionUID = 1L;

        Named() {
            super("VERSION");
        }

        @Override
        public String getName() {
            return "VERSION";
        }

        @Override
        public String getDescription() {
            return "what to build";
        }
    }

    private final IstioVersionParameterDefinition parameter = new Named();

    @BeforeEach
    void twoReleasesWithSupport() {
        instance = mockStatic(IstioImagesConfiguration.class);
        instance.when(IstioImagesConfiguration::get).thenReturn(configuration);
        table(
                SupportedRelease.parse("1.28.9", "2020-01-31"),
                SupportedRelease.parse("1.30.3", ""),
                SupportedRelease.parse("1.31.0", "2999-12-31"));
        values = mockConstruction(StringParameterValue.class, (value, context) -> {
            String text = (String) context.arguments().get(1);
            made.add(String.join("=", (String) context.arguments().get(0), text));
            when(value.getValue()).thenReturn(text);
        });
    }

    @AfterEach
    void close() {
        values.close();
        instance.close();
    }

    @Test
    void offers_releases_with_support_newest_first() {
        assertThat(parameter.getChoices())
                .containsExactly(
                        new VersionChoice("1.31.0", "1.31.0 (supported until 2999-12-31)"),
                        new VersionChoice("1.30.3", "1.30.3 (supported)"));
    }

    @Test
    void the_newest_patch_is_the_default() {
        assertThat(parameter.getDefaultParameterValue().getValue()).isEqualTo("1.31.0");
    }

    @Test
    void a_release_can_be_chosen_from_rest_and_command_line() {
        parameter.createValue("1.30.3");

        assertThat(made).containsExactly("VERSION=1.30.3");
    }

    @Test
    void a_release_can_be_chosen_in_the_form() {
        JSONObject form = mock(JSONObject.class);
        when(form.getString("value")).thenReturn("1.30.3");

        parameter.createValue(mock(StaplerRequest2.class), form);

        assertThat(made).containsExactly("VERSION=1.30.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.28.9", "1.31", "v1.31.0", "", "1.31.0; rm -rf /", "$(id)", "1.31.0\n"})
    void anything_else_is_refused_and_told_what_there_is(String version) {
        JSONObject form = mock(JSONObject.class);
        when(form.getString("value")).thenReturn(version);

        assertThatThrownBy(() -> parameter.createValue(version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameter VERSION")
                .hasMessageEndingWith("(there are: 1.31.0, 1.30.3)");
        assertThatThrownBy(() -> parameter.createValue(mock(StaplerRequest2.class), form))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(made).isEmpty();
    }

    @Test
    void a_browser_is_told_that_the_request_was_wrong() throws Exception {
        StaplerResponse2 response = mock(StaplerResponse2.class);
        try (MockedConstruction<Failure> page = mockConstruction(Failure.class)) {
            new RefusedVersionException("no").generateResponse(mock(StaplerRequest2.class), response, parameter);

            verify(response).setStatus(400);
            verify(page.constructed().get(0)).generateResponse(any(), same(response), same(parameter));
        }
    }

    @Test
    void a_value_is_valid_while_its_release_is_offered() {
        StringParameterValue offered = value("1.31.0");
        StringParameterValue gone = value("1.28.9");

        assertThat(parameter.isValid(offered)).isTrue();
        assertThat(parameter.isValid(gone)).isFalse();
        assertThat(parameter.isValid(mock(ParameterValue.class))).isFalse();
    }

    @Test
    void without_a_release_there_is_no_default_and_nothing_is_accepted() {
        table();

        assertThat(parameter.getChoices()).isEmpty();
        assertThat(parameter.getDefaultParameterValue()).isNull();
        assertThatThrownBy(() -> parameter.createValue("1.31.0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_table_that_is_wrong_offers_nothing_and_says_why_when_asked() {
        when(configuration.supportedReleases()).thenThrow(new InputException("release 1.31 stands there twice"));

        assertThat(parameter.getChoices()).isEmpty();
        assertThatThrownBy(() -> parameter.createValue("1.31.0")).hasMessageContaining("stands there twice");
    }

    @Test
    void a_release_is_offered_on_its_last_day() {
        LocalDate last = LocalDate.parse("2026-10-12");
        List<SupportedRelease> releases = List.of(SupportedRelease.parse("1.29.6", "2026-10-12"));

        assertThat(VersionChoice.on(last, releases)).hasSize(1);
        assertThat(VersionChoice.on(last.plusDays(1), releases)).isEmpty();
    }

    private void table(SupportedRelease... releases) {
        when(configuration.supportedReleases()).thenReturn(new SupportedReleases(List.of(releases)));
    }

    private static StringParameterValue value(String version) {
        StringParameterValue value = mock(StringParameterValue.class);
        when(value.getValue()).thenReturn(version);
        return value;
    }
}
