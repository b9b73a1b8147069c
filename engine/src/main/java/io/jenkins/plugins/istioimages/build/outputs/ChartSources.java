package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.plan.ChartYaml;
import io.jenkins.plugins.istioimages.plan.ReleaseChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The charts of a checked out source, to be given a release's version, hub and tag (release-builder pkg/build/helm.go,
 * SanitizeAllCharts).
 */
final class ChartSources {
    /** Until 1.23 defaults stood in files of the second name, too. */
    private static final Set<String> VALUES = Set.of("values.yaml", "gen-istio.yaml");

    private final Path source;
    private final ReleaseValues values;

    ChartSources(Path source, ReleaseValues values) {
        this.source = source;
        this.values = values;
    }

    /** Rewrites the files of all charts that the source has. */
    void release() throws IOException {
        for (ReleaseChart chart : ReleaseChart.ALL) {
            Path file = source.resolve(chart.file());
            if (Files.exists(file)) {
                ChartYaml released = ChartYaml.read(source.relativize(file).toString(), Files.readString(file))
                        .released(values.version());
                Files.writeString(file, released.text());
                rewriteValues(file.getParent());
            }
        }
    }

    private void rewriteValues(Path chart) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(chart)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> VALUES.contains(file.getFileName().toString()))
                    .toList();
        }
        for (Path file : files) {
            Files.writeString(file, values.in(Files.readString(file)));
        }
    }
}
