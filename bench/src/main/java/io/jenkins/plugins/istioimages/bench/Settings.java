package io.jenkins.plugins.istioimages.bench;

import io.jenkins.plugins.istioimages.bench.data.ArchiveForm;
import io.jenkins.plugins.istioimages.bench.data.DataParameters;
import io.jenkins.plugins.istioimages.bench.data.ImageSet;
import io.jenkins.plugins.istioimages.bench.scenario.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the user wants, from the environment.
 *
 * @param rounds timed rounds ({@code ROUNDS}, 3)
 * @param data {@code SET} (full or small), {@code SCALE} (1), {@code SEED} (1), {@code ARCHIVES} (tar, tar.gz or buildx)
 * @param scenarios {@code SCENARIOS}, separated by commas; all
 * @param contenders {@code CONTENDERS}, separated by commas; all
 * @param ours command that starts ours ({@code OURS}, bin/istio-images)
 * @param target directory for data and results ({@code TARGET}, bench/target)
 * @param storage directory for registries and caches of the contenders ({@code STORAGE}, TARGET/run): a memory file
 *     system takes the disk out of the measurement, for all alike
 */
public record Settings(
        int rounds,
        DataParameters data,
        Set<String> scenarios,
        Predicate<String> contenders,
        List<String> ours,
        Path target,
        Path storage) {
    public Settings {
        scenarios = Set.copyOf(scenarios);
        ours = List.copyOf(ours);
    }

    /**
     * Reads them.
     *
     * @throws BenchException if a value is wrong
     */
    public static Settings from(Map<String, String> environment) {
        Path target =
                Path.of(environment.getOrDefault("TARGET", "bench/target")).toAbsolutePath();
        return new Settings(
                number(environment, "ROUNDS", 3),
                data(environment),
                Names.parse(environment.getOrDefault("SCENARIOS", "")),
                contenders(environment.getOrDefault("CONTENDERS", "")),
                List.of(environment
                        .getOrDefault("OURS", "bin/istio-images")
                        .strip()
                        .split("\\s+", -1)),
                target,
                Path.of(environment.getOrDefault(
                                "STORAGE", target.resolve("run").toString()))
                        .toAbsolutePath());
    }

    private static DataParameters data(Map<String, String> environment) {
        try {
            return new DataParameters(
                    ImageSet.parse(environment.getOrDefault("SET", "full")),
                    number(environment, "SCALE", 1),
                    number(environment, "SEED", 1),
                    ArchiveForm.parse(environment.getOrDefault("ARCHIVES", "tar")));
        } catch (IllegalArgumentException e) {
            throw new BenchException("SET is full or small, ARCHIVES is tar, tar.gz or buildx: " + e.getMessage(), e);
        }
    }

    private static Predicate<String> contenders(String text) {
        if (text.isBlank()) {
            return name -> true;
        }
        List<String> names = List.of(text.strip().split("[,\\s]+", -1));
        return names::contains;
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        String text = environment.getOrDefault(name, "");
        try {
            return text.isBlank() ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new BenchException(name + " is '" + text + "', expected a number", e);
        }
    }
}
