package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.build.ContainerOptions;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Bazel keeps its output trees, which {@code bazel-bin} leads to: one directory for each minor release, with the
 * same path in a builder container and outside. Bazel takes it from {@code TEST_TMPDIR}; what it says there has no part
 * in what comes out.
 *
 * @param path absolute
 */
public record BazelDirectory(Path path) {
    private static final String VARIABLE = "TEST_TMPDIR";
    private static final Pattern MINOR = Pattern.compile("([0-9]+\\.[0-9]+)(?:[.-].*)?");

    /** @param root of the directories of all releases */
    public static BazelDirectory of(Path root, String version) {
        Matcher minor = MINOR.matcher(version);
        String name = "release-" + (minor.matches() ? minor.group(1) : version.replaceAll("[^A-Za-z0-9_.-]", "_"));
        return new BazelDirectory(root.toAbsolutePath().normalize().resolve(name));
    }

    /** For programs of the machine; a directory of their own that they were given stays. */
    public Map<String, String> over(Map<String, String> environment) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putIfAbsent(VARIABLE, made().toString());
        return all;
    }

    /** For a builder container; one that it was given stays. */
    public ContainerOptions over(ContainerOptions options) {
        if (options.environment().containsKey(VARIABLE)) {
            return options;
        }
        Map<String, String> environment = new TreeMap<>(options.environment());
        environment.put(VARIABLE, made().toString());
        List<String> volumes = new ArrayList<>(options.volumes());
        if (!volumes.contains(path.toString())) {
            volumes.add(path.toString());
        }
        return new ContainerOptions(options.user(), volumes, options.network(), environment, options.pull());
    }

    private Path made() {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new WorkException("cannot make " + path + ", where Bazel keeps what it made: " + e.getMessage(), e);
        }
    }
}
