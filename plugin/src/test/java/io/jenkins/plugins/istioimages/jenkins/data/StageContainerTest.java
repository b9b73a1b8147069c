package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.ContainerArguments;
import io.jenkins.plugins.istioimages.build.ContainerOptions;
import io.jenkins.plugins.istioimages.build.PullPolicy;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageContainerTest {
    private static final String IMAGE = "sha256:" + "ab".repeat(32);
    /** A word as hudson.util.QuotedStringTokenizer reads it; then two dollar signs are one (Util.replaceMacro). */
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"( |$)");

    private final Stage stage = Samples.stage(Platform.LINUX_ARM64);

    @Test
    void docker_pipeline_gets_each_argument_as_one_word_whatever_it_holds() {
        ContainerOptions options = new ContainerOptions(
                "1000:1000",
                List.of("/var/cache/go", "/opt/two words:ro"),
                "host",
                Map.of("A", "x \"y\" \\ $HOME 'z' --privileged"),
                PullPolicy.MISSING);
        String directory = "/ws/a \"b\"\n\\/istio-images/istio-linux-arm64";
        StageContainer container = Serialized.copy(StageContainer.of(stage, directory, options, IMAGE, true));
        assertThat(container.getImage()).isEqualTo(IMAGE);
        assertThat(container.getArguments().replace("$$", "")).doesNotContain("$");
        assertThat(words(container.getArguments()))
                .isEqualTo(ContainerArguments.of(stage, directory, options, true))
                .contains("A=x \"y\" \\ $HOME 'z' --privileged", "/opt/two words:/opt/two words:ro")
                .contains("--userns=keep-id", "--entrypoint=")
                .doesNotContain("--rm", "--privileged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.example/build:1", "-v/:/host", "sha256:ab", "$(evil)"})
    void an_image_that_is_no_id_is_refused(String image) {
        assertThatThrownBy(() -> StageContainer.of(stage, "/ws", ContainerOptions.NONE, image, false))
                .isInstanceOf(MalformedContentException.class)
                .hasMessage("the agent of istio-linux-arm64 says that its builder image is '" + image
                        + "', which is no id");
    }

    @Test
    void how_containers_are_run_travels_with_the_plan_and_with_each_part_of_it() {
        ContainerOptions options =
                new ContainerOptions("1:2", List.of("/c"), "none", Map.of("A", "b"), PullPolicy.ALWAYS);
        ReleasePlan plan = Serialized.copy(ReleasePlan.of(Samples.document(options)));
        assertThat(plan.container()).isEqualTo(options);
        assertThat(plan.only("linux/arm64", "oci:/srv/x").container()).isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"user\" : \"\"', '\"user\" : \"0 --privileged\"'",
        "'\"network\" : \"\"', '\"network\" : \"container:other\"'",
        "'\"volumes\" : [ ]', '\"volumes\" : [ \"/a:/\" ]'",
        "'\"pull\" : \"missing\"', '\"pull\" : 1'",
        "'\"container\"', '\"other\"'",
    })
    void a_plan_with_something_else_is_refused(String part, String other) {
        String document = Samples.document();
        String changed = document.replace(part, other);
        assertThat(changed).isNotEqualTo(document);
        assertThatThrownBy(() -> ReleasePlan.of(changed)).isInstanceOf(EngineException.class);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.find()) {
            assertThat(word.start()).isEqualTo(end);
            end = word.end();
            words.add(word.group(1).replaceAll("\\\\(.)", "$1").replace("$$", "$"));
        }
        assertThat(end).isEqualTo(line.length());
        return words;
    }
}
