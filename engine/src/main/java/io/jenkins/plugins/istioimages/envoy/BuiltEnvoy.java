package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.build.StageFailedException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.EnvoyPatch;
import io.jenkins.plugins.istioimages.plan.EnvoyPatches;
import io.jenkins.plugins.istioimages.plan.EnvoyPlanner;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.source.TreePatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The trees that Envoy is compiled in: patched before, looked into afterwards. */
final class BuiltEnvoy {
    private static final String PROXY = "proxy";
    /** What of the target stands in Makefile.core.mk: {@code //:envoy} since 1.18, {@code //src/envoy:envoy} before. */
    private static final List<String> PLACES = List.of("bazel-bin/envoy", "bazel-bin/src/envoy/envoy");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private BuiltEnvoy() {}

    /**
     * Patches the sources of a stage.
     *
     * @throws io.jenkins.plugins.istioimages.source.PatchException if one does not fit
     */
    static List<EnvoyPatch> patch(Stage stage, StageDirectory directory) {
        if (!PLAIN.matcher(directory.path().toString()).matches()) {
            throw new WorkException("Envoy cannot be built in " + directory.path()
                    + ": Bazel's arguments go through make and a shell, so the path may have letters, digits and"
                    + " _@%+=:,.- alone");
        }
        List<EnvoyPatch> patches = EnvoyPatches.of(stage);
        patches.forEach(patch -> new TreePatch(patch.name(), patch.text().getBytes(StandardCharsets.UTF_8))
                .apply(directory.source(patch.source())));
        return patches;
    }

    /**
     * What make left: the binary, and extensions if the stage makes them.
     *
     * @throws StageFailedException if something is missing
     */
    static EnvoyFiles find(Stage stage, StageDirectory directory) {
        Path tree = directory.source(PROXY);
        return PLACES.stream()
                .map(tree::resolve)
                .filter(Files::isRegularFile)
                .max(Comparator.comparing(BuiltEnvoy::modified))
                .map(binary -> new EnvoyFiles(
                        binary,
                        EnvoyPlanner.makesExtensions(stage)
                                ? BuiltExtensions.find(stage, tree)
                                : Collections.emptySortedMap()))
                .orElseThrow(() -> new StageFailedException(stage.id(), missing(tree), List.of()));
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new WorkException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String missing(Path tree) {
        Path link = tree.resolve("bazel-bin");
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.exists(link)) {
            return "make left " + link + ", which leads to what is not on this machine: give Bazel a cache that has the"
                    + " same path in the builder container and outside";
        }
        return "make build_envoy left no Envoy in " + tree + ": looked for " + String.join(" and ", PLACES);
    }
}
