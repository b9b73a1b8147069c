package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a {@link YamlFile} with its place. Reading it as something that it is not records a problem and gives
 * nothing.
 */
public final class YamlValue {
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    /** YAML 1.1, which release-builder reads too. */
    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    private final YamlFile file;
    private final Node node;
    private final String path;

    YamlValue(YamlFile file, Node node, String path) {
        this.file = file;
        this.node = node;
        this.path = path;
        file.visit(location());
    }

    public SourceLocation location() {
        return file.at(node);
    }

    /** Where it stands in the file's structure, for example {@code dependencies.istio.sha}. */
    public String path() {
        return path.isEmpty() ? "the file" : path;
    }

    /** Whether it is {@code null}, {@code ~}, blank text or nothing at all; to release-builder they are the same. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar
                && (node.getTag().equals(Tag.NULL) || scalar.getValue().isBlank());
    }

    /** Records that this value is wrong: {@code path: 'value' is wrong: message}. */
    public void problem(String message) {
        file.problem(location(), path() + ": " + shown() + " is wrong: " + message);
    }

    /** Records something to be told about this value: {@code path: message}. */
    public void notice(String message) {
        file.notice(location(), path() + ": " + message);
    }

    /**
     * A scalar's text as it is written, whatever type YAML would make of it: {@code 1.10} is {@code "1.10"}. Blanks
     * around it are left out with a notice.
     */
    public Optional<String> text() {
        if (!(node instanceof ScalarNode scalar)) {
            problem("expected text, this is " + kind());
            return Optional.empty();
        }
        if (isNull()) {
            return Optional.empty();
        }
        String value = scalar.getValue().strip();
        if (!value.equals(scalar.getValue())) {
            notice("blanks around " + Quoted.of(value) + " are left out");
        }
        return Optional.of(value);
    }

    /** Text that a function of this engine reads; its {@link InputException} becomes a problem here. */
    public <T> Optional<T> parsed(Function<String, T> parser) {
        return text().flatMap(value -> {
            try {
                return Optional.of(parser.apply(value));
            } catch (InputException e) {
                file.problem(location(), path() + ": " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** Text that is one of some names. */
    public Optional<String> oneOf(Collection<String> allowed) {
        return text().filter(value -> {
            boolean known = allowed.contains(value);
            if (!known) {
                problem("expected " + String.join(", ", allowed) + NearestName.hint(value, allowed));
            }
            return known;
        });
    }

    /** Text that is one of some lower-case names, whatever its case. */
    public Optional<String> oneOfIgnoringCase(Collection<String> allowed) {
        Optional<String> text = text();
        Optional<String> known =
                text.map(value -> value.toLowerCase(Locale.ROOT)).filter(allowed::contains);
        return known.isPresent() || text.isEmpty() ? known : oneOf(allowed);
    }

    /** {@code true} or {@code false}, also as YAML 1.1 has them. */
    public Optional<Boolean> bool() {
        if (node.getTag().equals(Tag.BOOL) && node instanceof ScalarNode scalar) {
            return Optional.of(TRUE.contains(scalar.getValue().toLowerCase(Locale.ROOT)));
        }
        if (!isNull()) {
            problem("expected true or false" + (node instanceof ScalarNode ? ", without quotes" : ""));
        }
        return Optional.empty();
    }

    /** A whole number of at most eighteen digits. */
    public OptionalLong whole() {
        if (node instanceof ScalarNode scalar
                && scalar.isPlain()
                && WHOLE.matcher(scalar.getValue()).matches()) {
            return OptionalLong.of(Long.parseLong(scalar.getValue()));
        }
        problem("expected a whole number");
        return OptionalLong.empty();
    }

    /** Whether it is a list. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The values of a list; none for nothing. */
    public List<YamlValue> items() {
        if (isNull()) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            problem("expected a list like [a, b], this is " + kind());
            return List.of();
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            YamlValue value = new YamlValue(file, item, path + "[" + items.size() + "]");
            if (value.isNull()) {
                value.problem("expected a value");
            }
            items.add(value);
        }
        return items;
    }

    /** The entries of a mapping. */
    public Optional<YamlMapping> mapping() {
        if (node instanceof MappingNode mapping) {
            return Optional.of(YamlMapping.of(file, mapping, path));
        }
        problem("expected a mapping of keys to values, this is " + kind());
        return Optional.empty();
    }

    private String kind() {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return isNull() ? "nothing" : "text";
    }

    private String shown() {
        return node instanceof ScalarNode scalar && !isNull() ? Quoted.of(scalar.getValue()) : "the value";
    }
}
