package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The help of each pipeline says the keys that it takes, with type and default, and no other. */
class PipelineHelpTest {
    private static final Pattern KEY = Pattern.compile("(?m)^([A-Za-z]+): ([a-z ]+), default (.+)$");

    static Stream<Map.Entry<String, Keys>> pipelines() {
        return Pipelines.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void documented_is_accepted_and_accepted_is_documented(Map.Entry<String, Keys> pipeline) throws IOException {
        String help = Files.readString(Path.of("..", "vars", pipeline.getKey() + ".txt"));
        Matcher key = KEY.matcher(help);
        List<String> documented = new ArrayList<>();
        while (key.find()) {
            documented.add(key.group());
        }
        assertThat(documented)
                .isEqualTo(pipeline.getValue().all().stream()
                        .map(one -> one.name() + ": " + one.type().word() + ", default " + one.standard())
                        .toList());
    }
}
