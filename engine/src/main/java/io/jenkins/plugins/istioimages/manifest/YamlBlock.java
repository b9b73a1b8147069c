package io.jenkins.plugins.istioimages.manifest;

import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping that is being written: keys in the order in which they are put, text quoted where a reader would take
 * it for something else. Equal calls give equal bytes.
 */
public final class YamlBlock {
    /** Above any line of ours: text is never folded. */
    private static final int WIDTH = 4096;

    /** What YAML 1.2 or other readers of YAML 1.1 take for a number or a truth, and SnakeYAML does not. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0[ox][0-9a-fA-F]+|[yYnN]");

    private final List<NodeTuple> tuples = new ArrayList<>();
    private final FlowStyle style;

    private YamlBlock(FlowStyle style) {
        this.style = style;
    }

    /** A mapping with a line for each key. */
    public static YamlBlock lines() {
        return new YamlBlock(FlowStyle.BLOCK);
    }

    /** A mapping on one line: {@code {a: 1, b: 2}}. */
    public static YamlBlock oneLine() {
        return new YamlBlock(FlowStyle.FLOW);
    }

    public YamlBlock put(String key, String value) {
        return put(key, text(value));
    }

    public YamlBlock put(String key, long value) {
        return put(key, new ScalarNode(Tag.INT, Long.toString(value), null, null, ScalarStyle.PLAIN));
    }

    public YamlBlock put(String key, boolean value) {
        return put(key, new ScalarNode(Tag.BOOL, Boolean.toString(value), null, null, ScalarStyle.PLAIN));
    }

    /** A point in time, to the second or finer as it is, in UTC. */
    public YamlBlock put(String key, Instant value) {
        return put(key, new ScalarNode(Tag.TIMESTAMP, value.toString(), null, null, ScalarStyle.PLAIN));
    }

    public YamlBlock put(String key, YamlBlock value) {
        return put(key, value.node());
    }

    /** A list of texts on one line. */
    public YamlBlock putTexts(String key, List<String> values) {
        return put(key, sequence(values.stream().map(YamlBlock::text).toList(), FlowStyle.FLOW));
    }

    /** A list of texts, each on its own line. */
    public YamlBlock putTextLines(String key, List<String> values) {
        return put(key, sequence(values.stream().map(YamlBlock::text).toList(), FlowStyle.BLOCK));
    }

    /** A key without a value. */
    public YamlBlock putNull(String key) {
        return put(key, new ScalarNode(Tag.NULL, "null", null, null, ScalarStyle.PLAIN));
    }

    /** A list of mappings, each on its own line or lines. */
    public YamlBlock putAll(String key, List<YamlBlock> values) {
        FlowStyle listStyle = values.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
        return put(key, sequence(values.stream().map(YamlBlock::node).toList(), listStyle));
    }

    /** The document; ends with a line feed. */
    public String toText() {
        DumperOptions options = new DumperOptions();
        options.setWidth(WIDTH);
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        StringWriter text = new StringWriter();
        new Yaml(options).serialize(node(), text);
        return text.toString();
    }

    private YamlBlock put(String key, Node value) {
        tuples.add(new NodeTuple(text(key), value));
        return this;
    }

    private Node node() {
        return new MappingNode(Tag.MAP, true, tuples, null, null, tuples.isEmpty() ? FlowStyle.FLOW : style);
    }

    private static Node sequence(List<? extends Node> items, FlowStyle style) {
        return new SequenceNode(Tag.SEQ, true, new ArrayList<>(items), null, null, style);
    }

    /** Plain where the emitter finds that a reader takes it for the same text; line breaks and the like are escaped. */
    private static Node text(String value) {
        return new ScalarNode(Tag.STR, value, null, null, style(value));
    }

    private static ScalarStyle style(String value) {
        if (value.codePoints().anyMatch(c -> c < ' ' || c > '~' && !Character.isLetterOrDigit(c))) {
            return ScalarStyle.DOUBLE_QUOTED;
        }
        return AMBIGUOUS.matcher(value).matches() ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN;
    }
}
