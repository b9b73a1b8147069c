package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.publish.storage.StorageException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * An index of charts (helm pkg/repo/index.go). Entries that are not touched keep their keys and texts; a new one is put
 * where Helm would sort it.
 */
final class HelmIndex {
    private static final String ENTRIES = "entries";
    private static final String GENERATED = "generated";
    private static final String DIGEST = "digest";

    private final MappingNode root;
    private final MappingNode entries;

    private HelmIndex(MappingNode root, MappingNode entries) {
        this.root = root;
        this.entries = entries;
    }

    /** One without entries. */
    static HelmIndex empty() {
        MappingNode entries = new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
        MappingNode root = new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
        root.getValue().add(new NodeTuple(scalar("apiVersion"), scalar("v1")));
        root.getValue().add(new NodeTuple(scalar(ENTRIES), entries));
        return new HelmIndex(root, entries);
    }

    /**
     * Reads one.
     *
     * @param where for errors
     * @param limit characters it may have
     * @throws StorageException if it is none
     */
    static HelmIndex read(String where, String text, int limit) {
        try {
            if (ChartFacts.compose(text, limit) instanceof MappingNode root
                    && find(root, "apiVersion").isPresent()) {
                if (find(root, ENTRIES).orElse(null) instanceof MappingNode charts) {
                    charts.setFlowStyle(FlowStyle.BLOCK);
                    return new HelmIndex(root, charts);
                }
                MappingNode none = new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
                put(root, ENTRIES, none);
                return new HelmIndex(root, none);
            }
        } catch (YAMLException e) {
            throw new StorageException(where + " is not valid YAML: " + e.getMessage(), e);
        }
        throw new StorageException(where + " is no index of charts");
    }

    /**
     * A version of a chart that stands in it.
     *
     * @param digest in hex
     * @param url where the package is said to be
     */
    record Entry(String digest, String url) {
        String text() {
            return "sha256:" + digest + " at " + url;
        }
    }

    /** What it says of a version of a chart. */
    Optional<Entry> find(String chart, String version) {
        return versions(chart)
                .flatMap(list -> list.getValue().stream()
                        .filter(entry -> version.equals(text(entry, "version")))
                        .findFirst())
                .map(entry -> new Entry(text(entry, DIGEST).replaceFirst("^sha256:", ""), url(entry)));
    }

    /**
     * Adds a version of a chart, or replaces what is said of it.
     *
     * @param created when the chart was made
     */
    void put(ChartPackage chart, String url, Instant created) {
        Map<String, Object> fields = new TreeMap<>(chart.description());
        fields.put("created", created.toString());
        fields.put(DIGEST, chart.file().sha256());
        fields.put("urls", List.of(url));
        SequenceNode list = versions(chart.name()).orElseGet(() -> newChart(chart.name()));
        list.setFlowStyle(FlowStyle.BLOCK);
        list.getValue().removeIf(entry -> chart.version().equals(text(entry, "version")));
        int at = 0;
        while (at < list.getValue().size()
                && ChartVersions.ORDER.compare(text(list.getValue().get(at), "version"), chart.version()) > 0) {
            at++;
        }
        list.getValue().add(at, new Representer(options()).represent(fields));
        generated(created);
    }

    /** As a file. */
    String text() {
        StringWriter text = new StringWriter();
        new Yaml(options()).serialize(root, text);
        return text.toString();
    }

    /** No clock: an index is as new as the newest that was put into it. */
    private void generated(Instant created) {
        Instant newest = find(root, GENERATED)
                .filter(ScalarNode.class::isInstance)
                .flatMap(node -> instant(((ScalarNode) node).getValue()))
                .filter(created::isBefore)
                .orElse(created);
        put(root, GENERATED, new Representer(options()).represent(newest.toString()));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private SequenceNode newChart(String name) {
        SequenceNode list = new SequenceNode(Tag.SEQ, new ArrayList<>(), FlowStyle.BLOCK);
        List<NodeTuple> charts = entries.getValue();
        charts.removeIf(tuple -> name.equals(text(tuple.getKeyNode())));
        int at = 0;
        while (at < charts.size() && text(charts.get(at).getKeyNode()).compareTo(name) < 0) {
            at++;
        }
        charts.add(at, new NodeTuple(new Representer(options()).represent(name), list));
        return list;
    }

    private Optional<SequenceNode> versions(String chart) {
        return find(entries, chart).filter(SequenceNode.class::isInstance).map(SequenceNode.class::cast);
    }

    private static String url(Node entry) {
        return entry instanceof MappingNode mapping
                        && find(mapping, "urls").orElse(null) instanceof SequenceNode urls
                        && !urls.getValue().isEmpty()
                ? text(urls.getValue().get(0))
                : "";
    }

    private static String text(Node entry, String key) {
        return entry instanceof MappingNode mapping
                ? find(mapping, key).map(HelmIndex::text).orElse("")
                : "";
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static Optional<Node> find(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> key.equals(text(tuple.getKeyNode())))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static void put(MappingNode mapping, String key, Node value) {
        List<NodeTuple> tuples = mapping.getValue();
        for (int i = 0; i < tuples.size(); i++) {
            if (key.equals(text(tuples.get(i).getKeyNode()))) {
                tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), value));
                return;
            }
        }
        tuples.add(new NodeTuple(scalar(key), value));
    }

    private static ScalarNode scalar(String text) {
        return new ScalarNode(Tag.STR, text, null, null, DumperOptions.ScalarStyle.PLAIN);
    }

    private static DumperOptions options() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setWidth(Integer.MAX_VALUE);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        return options;
    }
}
