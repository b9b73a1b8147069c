package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.build.FileMaker;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.plan.ReleaseChart;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageParameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Packages charts as {@code helm dep update} and {@code helm package} do (release-builder pkg/build/helm.go, HelmCharts;
 * helm pkg/chartutil/save.go, writeTarContents): description, lock and values first, then templates, other files, and the
 * charts that are needed, unpacked.
 */
public final class HelmCharts implements FileMaker {
    private static final String TEMPLATES = "templates/";
    private static final String VALUES = "values.yaml";
    private static final String SCHEMA = "values.schema.json";

    @Override
    public void prepare(Stage stage, StageDirectory directory) throws IOException {
        new ChartSources(directory.source("istio"), ReleaseValues.of(stage)).release();
    }

    @Override
    public void make(Stage stage, StageDirectory directory, Path out) throws IOException {
        Path source = directory.source("istio");
        ReleaseLayout layout = new ReleaseLayout(stage.parameter(StageParameter.VERSION));
        Instant time = Instant.parse(stage.parameter(StageParameter.CREATED));
        Archives archives = Archives.of(stage);
        for (ReleaseChart released : ReleaseChart.ALL) {
            if (released.published() && Files.exists(source.resolve(released.file()))) {
                Chart chart = Chart.read(source.resolve(released.directory()), source);
                Map<String, FileSet.Entry> entries = new LinkedHashMap<>();
                add(chart, "", time, entries);
                archives.tar(
                        entries, out.resolve(layout.chart(chart.description().name(), released.sample())));
            }
        }
    }

    private static void add(Chart chart, String prefix, Instant time, Map<String, FileSet.Entry> entries)
            throws IOException {
        String base = prefix + chart.description().name() + "/";
        put(entries, base + ReleaseChart.FILE, chart.description().text());
        if (!chart.description().dependencies().isEmpty()) {
            put(entries, base + "Chart.lock", ChartLock.text(chart.description(), time));
        }
        Predicate<String> first = name -> name.equals(VALUES) || name.equals(SCHEMA);
        put(entries, base, chart, first);
        put(entries, base, chart, name -> name.startsWith(TEMPLATES));
        put(entries, base, chart, first.or(name -> name.startsWith(TEMPLATES)).negate());
        for (Chart needed : chart.needed()) {
            add(needed, base + "charts/", time, entries);
        }
    }

    private static void put(Map<String, FileSet.Entry> entries, String name, String text) {
        FileSet one = new FileSet();
        one.add(name, text.getBytes(StandardCharsets.UTF_8));
        entries.putAll(one.entries());
    }

    private static void put(Map<String, FileSet.Entry> entries, String base, Chart chart, Predicate<String> wanted)
            throws IOException {
        for (Map.Entry<String, Path> file : chart.files().entrySet()) {
            if (wanted.test(file.getKey())) {
                FileSet one = new FileSet();
                one.add(base + file.getKey(), file.getValue(), false);
                entries.putAll(one.entries());
            }
        }
    }
}
