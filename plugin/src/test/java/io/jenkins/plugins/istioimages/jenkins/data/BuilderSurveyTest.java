package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.builder.BuilderRecipe;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuilderSurveyTest {
    private final BuilderRequest request = BuilderSamples.request();
    private final String text = BuilderSamples.survey().write();

    @Test
    void what_an_agent_wrote_is_read() {
        BuilderSurvey read = BuilderSurvey.read(text, request);
        assertThat(read.write()).isEqualTo(text);
        assertThat(read.images())
                .extracting(PlannedBuilder::label)
                .containsExactly("maistra-builder:3.0", "maistra-builder:2.4");
        assertThat(BuilderSurvey.missing(read.images())).containsExactlyElementsOf(BuilderSamples.PLATFORMS);
        assertThat(BuilderSurvey.missing(read.images().subList(1, 2))).isEmpty();
        PlannedBuilder image = read.images().get(0);
        assertThat(image.image(Path.of("/ws/docker"), List.of(Platform.LINUX_ARM64))
                        .platforms())
                .containsExactly(Platform.LINUX_ARM64);
        assertThat(image.image(Path.of("/ws/docker"), image.platforms()).dockerfile())
                .isEqualTo(Path.of("/ws/docker/maistra-builder_3.0.Dockerfile"));
        assertThat(image.image(Path.of("/ws/docker"), image.platforms()).recipe())
                .isEqualTo(new BuilderRecipe(Optional.of("tools"), new TreeMap<>(Map.of("VERSION", "3.0"))));
        assertThat(image.tags().immutable()).contains("3.0-20221012-01234567");
    }

    @ParameterizedTest
    @CsvSource({
        "sha256:, sha256:00",
        "0123456789abcdef0123456789abcdef01234567, HEAD",
        "maistra-builder, ../maistra-builder",
        "maistra-builder, maistra/builder",
        "\"2.4\", \"3.0\"",
        "3.0-20221012-01234567, '$(evil)'",
        "linux/amd64, amd64",
        "\"linux/arm64\", \"\"",
        "maistra-builder_3.0.Dockerfile, ../../etc/passwd",
        "maistra-builder_3.0.Dockerfile, ''",
        "\"tools\", \"--push\"",
        "\"VERSION\", \"A=B --push\""
    })
    void something_that_is_wrong_is_refused(String part, String other) {
        String changed = text.replace(part, other);
        assertThat(changed).isNotEqualTo(text);
        assertRefused(changed, request);
    }

    @Test
    void what_was_not_asked_for_is_refused() {
        assertRefused(text, BuilderSamples.request().versions(List.of("3.0"), ""));
        assertRefused(text, BuilderSamples.request().platforms(List.of("linux/amd64")));
        assertThat(BuilderSurvey.read(
                                text, BuilderSamples.request().versions(List.of("3.0", "maistra-builder:2.4"), ""))
                        .images())
                .hasSize(2);
    }

    @Test
    void something_else_is_refused() {
        assertRefused("[]", request);
        assertRefused("", request);
        assertRefused(" ".repeat((4 << 20) + 1), request);
    }

    private static void assertRefused(String text, BuilderRequest request) {
        assertThatThrownBy(() -> BuilderSurvey.read(text, request)).isInstanceOf(EngineException.class);
    }
}
