package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.plan.ChartYaml;
import io.jenkins.plugins.istioimages.plan.ReleaseChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A Helm chart with those it needs, as {@code helm dep update} and Helm's loader see it (helm pkg/downloader/manager.go;
 * pkg/chart/loader/directory.go).
 *
 * @param description its Chart.yaml
 * @param files all others that belong to the package, by their paths in the chart, slashes between names
 * @param needed the charts that go into it, by name
 */
record Chart(ChartYaml description, SortedMap<String, Path> files, List<Chart> needed) {
    private static final int MAX_DEPTH = 8;
    private static final String CHARTS = "charts";
    private static final String IGNORED = ".helmignore";

    /**
     * Reads a chart from its directory.
     *
     * @param source that no chart may lead out of
     * @throws InputException if it needs a chart that is not there
     */
    static Chart read(Path directory, Path source) throws IOException {
        return read(directory, source, 0);
    }

    private static Chart read(Path directory, Path source, int depth) throws IOException {
        String name = source.relativize(directory).toString();
        if (depth > MAX_DEPTH) {
            throw new InputException("chart " + name + ": charts need each other more than " + MAX_DEPTH + " deep");
        }
        Path file = directory.resolve(ReleaseChart.FILE);
        if (!Files.isRegularFile(file)) {
            throw new InputException("there is no chart in " + name + ": it has no " + ReleaseChart.FILE);
        }
        ChartYaml description = ChartYaml.read(name + "/" + ReleaseChart.FILE, Files.readString(file));
        List<Chart> needed = new ArrayList<>(vendored(directory, source, depth));
        for (ChartYaml.Dependency dependency : description.dependencies()) {
            if (needed.stream().noneMatch(chart -> chart.description().name().equals(dependency.name()))) {
                needed.add(resolve(dependency, directory, source, depth));
            }
        }
        needed.sort(Comparator.comparing(chart -> chart.description().name()));
        return new Chart(description, files(directory), needed);
    }

    private static Chart resolve(ChartYaml.Dependency dependency, Path directory, Path source, int depth)
            throws IOException {
        String from = "chart " + source.relativize(directory) + " needs " + dependency.name();
        if (!dependency.isLocal()) {
            throw new InputException(from + " from '" + dependency.repository()
                    + "': charts are packaged of the source alone, from file:// or charts/");
        }
        Path other = directory.resolve(dependency.directory()).normalize();
        if (!other.startsWith(source)) {
            throw new InputException(from + " from '" + dependency.repository() + "', which is not in the source");
        }
        Chart chart = read(other, source, depth + 1);
        if (!chart.description().name().equals(dependency.name())
                || !chart.description().version().equals(dependency.version())) {
            throw new InputException(from + " " + dependency.version() + ", and in " + source.relativize(other) + " is "
                    + chart.description().name() + " " + chart.description().version());
        }
        return chart;
    }

    /** Charts that lie in the chart itself. */
    private static List<Chart> vendored(Path directory, Path source, int depth) throws IOException {
        Path charts = directory.resolve(CHARTS);
        if (!Files.isDirectory(charts)) {
            return List.of();
        }
        List<Path> entries;
        try (Stream<Path> all = Files.list(charts)) {
            entries = all.filter(entry -> !entry.getFileName().toString().matches("[._].*"))
                    .sorted()
                    .toList();
        }
        List<Chart> vendored = new ArrayList<>();
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                vendored.add(read(entry, source, depth + 1));
            } else if (entry.toString().endsWith(".tgz")) {
                throw new InputException("chart " + source.relativize(entry)
                        + " is packed already: charts are packaged of directories alone");
            }
        }
        return vendored;
    }

    private static SortedMap<String, Path> files(Path directory) throws IOException {
        HelmIgnore ignored = HelmIgnore.read(directory.resolve(IGNORED));
        SortedMap<String, Path> files = new TreeMap<>(PathOrder.NAME_BY_NAME);
        collect(directory, "", ignored, files);
        return files;
    }

    private static void collect(Path directory, String prefix, HelmIgnore ignored, SortedMap<String, Path> files)
            throws IOException {
        List<Path> entries;
        try (Stream<Path> all = Files.list(directory)) {
            entries = all.toList();
        }
        for (Path entry : entries) {
            String name = prefix + entry.getFileName();
            boolean isDirectory = Files.isDirectory(entry);
            if (name.equals(CHARTS) && isDirectory || ignored.ignores(name, isDirectory)) {
                continue;
            }
            if (isDirectory) {
                collect(entry, name + "/", ignored, files);
            } else if (!name.equals(ReleaseChart.FILE) && !name.equals("Chart.lock")) {
                files.put(name, entry);
            }
        }
    }
}
