package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a {@link YamlFile}: its keys in the order of the file, merge keys ({@code <<}) applied, a duplicate key
 * recorded as a problem.
 */
public final class YamlMapping {
    private record Entry(SourceLocation key, YamlValue value, boolean merged) {}

    private final YamlFile file;
    private final SourceLocation location;
    private final String path;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private YamlMapping(YamlFile file, SourceLocation location, String path) {
        this.file = file;
        this.location = location;
        this.path = path;
    }

    /** @param path of the mapping; empty for the whole file */
    static YamlMapping of(YamlFile file, MappingNode node, String path) {
        YamlMapping mapping = new YamlMapping(file, file.at(node), path);
        node.getValue().forEach(mapping::add);
        return mapping;
    }

    /** Where it begins. */
    public SourceLocation location() {
        return location;
    }

    /** The keys in the order of the file. */
    public Set<String> keys() {
        return entries.keySet();
    }

    /** Where a key stands; where the mapping begins if it does not. */
    public SourceLocation location(String key) {
        Entry entry = entries.get(key);
        return entry == null ? location : entry.key();
    }

    /** The value of a key; nothing where the key is missing or has none. */
    public Optional<YamlValue> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value).filter(value -> !value.isNull());
    }

    /** The value of a key; recorded as a problem where it is missing or has none. */
    public Optional<YamlValue> require(String key) {
        Optional<YamlValue> value = get(key);
        if (value.isEmpty()) {
            file.problem(location(key), pathOf(key) + (entries.containsKey(key) ? " has no value" : " is missing"));
        }
        return value;
    }

    /**
     * Records every other key as a problem.
     *
     * @param known what is allowed, in the order in which it is told
     */
    public void allow(Collection<String> known) {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                file.problem(
                        entry.key(),
                        "key " + Quoted.of(key) + " is not known" + (path.isEmpty() ? "" : " in " + path)
                                + NearestName.hint(key, known) + " (known: " + String.join(", ", known) + ")");
            }
        });
    }

    /** Records that the mapping as a whole is wrong. */
    public void problem(String message) {
        file.problem(location, message);
    }

    /** Records a problem at a key. */
    public void problem(String key, String message) {
        file.problem(location(key), message);
    }

    /** Records something to be told about the mapping as a whole. */
    public void notice(String message) {
        file.notice(location, message);
    }

    /** Records something to be told at a key. */
    public void notice(String key, String message) {
        file.notice(location(key), message);
    }

    private void add(NodeTuple tuple) {
        Node keyNode = tuple.getKeyNode();
        SourceLocation at = file.at(keyNode);
        if (!(keyNode instanceof ScalarNode scalar)) {
            file.problem(at, "a key must be text, not a list or mapping");
        } else if (scalar.getTag().equals(Tag.MERGE)) {
            merge(tuple.getValueNode(), at);
        } else {
            String key = scalar.getValue();
            put(key, new Entry(at, new YamlValue(file, tuple.getValueNode(), pathOf(key)), false));
        }
    }

    private void put(String key, Entry entry) {
        Entry earlier = entries.get(key);
        if (earlier != null && !earlier.merged()) {
            file.problem(
                    entry.key(),
                    "key " + Quoted.of(key) + " stands twice; it was first given in line "
                            + earlier.key().line());
            return;
        }
        entries.put(key, entry);
    }

    /** What the mapping says itself goes before what it takes from others, and the first of several before the next. */
    private void merge(Node from, SourceLocation at) {
        List<Node> all = from instanceof SequenceNode list ? list.getValue() : List.of(from);
        for (Node one : all) {
            if (one instanceof MappingNode mapping) {
                of(file, mapping, path)
                        .entries
                        .forEach((key, entry) -> entries.putIfAbsent(key, new Entry(entry.key(), entry.value(), true)));
            } else {
                file.problem(at, "<< takes a mapping or a list of mappings");
            }
        }
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
