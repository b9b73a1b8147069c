package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What a {@code Chart.yaml} says, as Helm takes it into an index (helm pkg/chart/metadata.go): what it knows, as texts. */
final class ChartFacts {
    private static final Set<String> KNOWN = Set.of(
            "annotations",
            "apiVersion",
            "appVersion",
            "condition",
            "dependencies",
            "deprecated",
            "description",
            "home",
            "icon",
            "keywords",
            "kubeVersion",
            "maintainers",
            "name",
            "sources",
            "tags",
            "type",
            "version");

    private static final Set<String> FLAGS = Set.of("deprecated", "enabled");
    private static final int DEPTH = 20;

    private ChartFacts() {}

    /**
     * Reads the text of a {@code Chart.yaml}.
     *
     * @param file for errors
     */
    static SortedMap<String, Object> read(String file, String text) {
        try {
            if (compose(text, text.length() + 1) instanceof MappingNode root
                    && value("", root) instanceof SortedMap<?, ?> all) {
                SortedMap<String, Object> facts = new TreeMap<>();
                all.forEach((key, value) -> facts.put(String.valueOf(key), value));
                facts.keySet().retainAll(KNOWN);
                for (String needed : List.of("name", "version")) {
                    if (!facts.containsKey(needed)) {
                        throw new InputException(file + ": its Chart.yaml has no " + needed);
                    }
                }
                return facts;
            }
        } catch (YAMLException e) {
            throw new InputException(file + ": its Chart.yaml is not valid YAML: " + e.getMessage(), e);
        }
        throw new InputException(file + ": its Chart.yaml describes no chart");
    }

    /** A document's nodes; null for an empty one. */
    static Node compose(String text, int limit) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(limit);
        options.setNestingDepthLimit(DEPTH);
        return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    }

    private static Object value(String key, Node node) {
        if (node instanceof MappingNode mapping) {
            SortedMap<String, Object> values = new TreeMap<>();
            mapping.getValue().forEach(tuple -> {
                String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                Object value = value(name, tuple.getValueNode());
                if (value != null) {
                    values.put(name, value);
                }
            });
            return values.isEmpty() ? null : values;
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> values = new ArrayList<>();
            sequence.getValue().forEach(element -> values.add(value("", element)));
            return values.isEmpty() ? null : values;
        }
        String text = ((ScalarNode) node).getValue();
        if (FLAGS.contains(key)) {
            return text.equals("true") ? Boolean.TRUE : null;
        }
        return node.getTag().equals(Tag.NULL) || text.isEmpty() ? null : text;
    }
}
