package io.jenkins.plugins.istioimages.jenkins.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundSetter;
import org.yaml.snakeyaml.Yaml;

/** The example of Configuration as Code: every key, and each one that there is. */
class CascExampleTest {
    @Test
    void the_example_has_every_key_and_no_other() throws IOException {
        assertThat(example()).containsOnlyKeys(setters(IstioImagesConfiguration.class));
        assertThat(rows("labels")).isNotEmpty().allSatisfy(row -> assertThat(row)
                .containsOnlyKeys("platform", "label"));
        assertThat(rows("releases")).isNotEmpty().allSatisfy(row -> assertThat(
                        List.of("version", "endOfSupport", "kubernetes"))
                .containsAll(row.keySet()));
    }

    @Test
    void what_it_says_is_right() throws IOException {
        for (Map<String, Object> row : rows("labels")) {
            assertThat(new PlatformLabel((String) row.get("platform"), (String) row.get("label")).parsed())
                    .hasToString((String) row.get("platform"));
        }
        for (Map<String, Object> row : rows("releases")) {
            ReleaseEntry entry = new ReleaseEntry((String) row.get("version"));
            entry.setEndOfSupport((String) row.get("endOfSupport"));
            entry.setKubernetes((String) row.get("kubernetes"));
            assertThat(entry.parsed().version()).isEqualTo(row.get("version"));
        }
    }

    @Test
    void rows_that_a_file_left_words_out_of_are_whole() {
        assertThat(((PlatformLabel) new PlatformLabel(null, null).readResolve()).getLabel())
                .isEmpty();
        assertThat(((ReleaseEntry) new ReleaseEntry("1.31.2").readResolve()).getEndOfSupport())
                .isEmpty();
    }

    @SuppressWarnings("unchecked") // It is a map, or the test fails.
    private static Map<String, Object> example() throws IOException {
        Map<String, Map<String, Map<String, Object>>> whole =
                new Yaml().load(Files.readString(Path.of("..", "examples", "casc.yaml")));
        return whole.get("unclassified").get("istioImages");
    }

    @SuppressWarnings("unchecked") // It is a list, or the test fails.
    private static List<Map<String, Object>> rows(String key) throws IOException {
        return (List<Map<String, Object>>) example().get(key);
    }

    private static String[] setters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(Method::getName)
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .toArray(String[]::new);
    }
}
