package io.jenkins.plugins.istioimages.bench.scenario;

import io.jenkins.plugins.istioimages.bench.BenchException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of the scenarios in the results. */
public final class Names {
    public static final String COLD_GZIP = "cold_gzip";
    public static final String COLD_ZSTD = "cold_zstd";
    public static final String COLD_JDK = "cold_jdk";
    public static final String WARM = "warm";
    public static final String ONE_LAYER_CHANGED = "one_layer_changed";
    /** Archives in the form that {@code make docker.save} leaves, whatever the other scenarios read. */
    public static final String COLD_DOCKER_SAVE = "cold_docker_save";

    public static final String COPY_REGISTRY = "copy_registry";
    /** Between two paths of one registry. */
    public static final String COPY_MOUNT = "copy_mount";

    public static final String COPY_LAYOUT = "copy_layout";
    public static final String ASSEMBLE = "assemble";

    /** All of them, in the order of the table. */
    public static final List<String> ALL = List.of(
            COLD_GZIP,
            COLD_ZSTD,
            COLD_JDK,
            WARM,
            ONE_LAYER_CHANGED,
            COLD_DOCKER_SAVE,
            COPY_REGISTRY,
            COPY_MOUNT,
            COPY_LAYOUT,
            ASSEMBLE);

    private Names() {}

    /**
     * Reads a comma-separated list; empty means all. Scenarios that are held against the peers of another one bring it.
     *
     * @throws BenchException if a name is unknown
     */
    public static Set<String> parse(String text) {
        Set<String> names =
                new LinkedHashSet<>(text.isBlank() ? ALL : List.of(text.strip().split("[,\\s]+", -1)));
        for (String name : names) {
            if (!ALL.contains(name)) {
                throw new BenchException("'" + name + "' is no scenario; there are " + String.join(", ", ALL));
            }
        }
        if (names.contains(COLD_ZSTD) || names.contains(COLD_JDK)) {
            names.add(COLD_GZIP);
        }
        return names;
    }
}
