package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/**
 * What describes a Helm chart ({@code Chart.yaml}). Written as Helm writes it into packages: keys sorted, lists not
 * indented, comments gone.
 */
public final class ChartYaml {
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_ALIASES = 50;
    private static final String VERSION = "version";
    private static final String DEPENDENCIES = "dependencies";
    private static final String REPOSITORY = "repository";
    /** Helm's rule for names, narrowed to what is a file name everywhere (helm pkg/chart/metadata.go, Validate). */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");

    private final String file;
    private final SortedMap<String, Object> values;

    private ChartYaml(String file, SortedMap<String, Object> values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Reads a file.
     *
     * @param file for errors
     * @throws InputException if it is no YAML mapping, or has no usable name
     */
    public static ChartYaml read(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        Object root;
        try {
            root = new Yaml(new SafeConstructor(options)).load(text);
        } catch (YAMLException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InputException(file + " is not valid YAML: " + e.getMessage(), e);
        }
        if (!(root instanceof Map<?, ?> map)) {
            throw new InputException(file + " is no description of a chart");
        }
        ChartYaml chart = new ChartYaml(file, texts(map));
        if (!NAME.matcher(chart.text("name")).matches()) {
            throw new InputException(file + ": the chart's name is '" + chart.text("name")
                    + "': expected letters, digits, '.', '_' and '-'");
        }
        for (Dependency dependency : chart.dependencies()) {
            if (!NAME.matcher(dependency.name()).matches()) {
                throw new InputException(file + ": a dependency's name is '" + dependency.name() + "'");
            }
        }
        return chart;
    }

    /** The chart's name. */
    public String name() {
        return text("name");
    }

    /** The chart's own version; empty where it has none. */
    public String version() {
        return text(VERSION);
    }

    /** All fields as YAML has them, by name. */
    public SortedMap<String, Object> values() {
        return Collections.unmodifiableSortedMap(values);
    }

    /**
     * A chart that another needs.
     *
     * @param repository where it is, as it is written; {@code file://} is relative to the chart
     * @param fields all of it, as it is written
     */
    public record Dependency(String name, String version, String repository, Map<String, Object> fields) {
        /** Whether it lies beside the chart. */
        public boolean isLocal() {
            return repository.startsWith("file://");
        }

        /** Its directory, relative to the chart's. */
        public String directory() {
            return repository.substring("file://".length());
        }
    }

    /** What it needs, in the order of the file. */
    public List<Dependency> dependencies() {
        List<Dependency> dependencies = new ArrayList<>();
        if (values.get(DEPENDENCIES) instanceof List<?> list) {
            for (Object item : list) {
                if (!(item instanceof Map<?, ?> map)) {
                    throw new InputException(file + ": a dependency is no mapping");
                }
                SortedMap<String, Object> fields = texts(map);
                dependencies.add(
                        new Dependency(text(fields, "name"), text(fields, VERSION), text(fields, REPOSITORY), fields));
            }
        }
        return dependencies;
    }

    /** The same with a release's version: its own, its application's, and that of the charts that lie beside it. */
    public ChartYaml released(String version) {
        SortedMap<String, Object> released = new TreeMap<>(values);
        released.put(VERSION, version);
        released.put("appVersion", version);
        List<Map<String, Object>> dependencies = new ArrayList<>();
        for (Dependency dependency : dependencies()) {
            Map<String, Object> fields = new TreeMap<>(dependency.fields());
            if (dependency.isLocal()) {
                fields.put(VERSION, version);
            }
            dependencies.add(fields);
        }
        if (!dependencies.isEmpty()) {
            released.put(DEPENDENCIES, dependencies);
        }
        return new ChartYaml(file, released);
    }

    /** The file's text. */
    public String text() {
        return dump(values);
    }

    /** Any plain value as Helm writes it. */
    public static String dump(Map<String, ?> value) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setWidth(Integer.MAX_VALUE);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        return new Yaml(new Representer(options), options).dump(new LinkedHashMap<>(value));
    }

    private String text(String key) {
        return text(values, key);
    }

    private static String text(Map<String, Object> fields, String key) {
        Object value = fields.get(key);
        return value == null ? "" : value.toString();
    }

    private static SortedMap<String, Object> texts(Map<?, ?> map) {
        SortedMap<String, Object> texts = new TreeMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), value));
        return texts;
    }
}
