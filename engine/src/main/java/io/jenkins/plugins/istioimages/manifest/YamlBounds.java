package io.jenkins.plugins.istioimages.manifest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Watches the events of a YAML text: one document, bounded nesting, few aliases and none that contains itself, no tags
 * but those of plain values.
 */
final class YamlBounds {
    static final int MAX_DEPTH = 20;
    static final int MAX_ALIASES = 50;

    private static final Set<String> TAGS = Set.of(
            Tag.STR.getValue(),
            Tag.INT.getValue(),
            Tag.FLOAT.getValue(),
            Tag.BOOL.getValue(),
            Tag.NULL.getValue(),
            Tag.TIMESTAMP.getValue(),
            Tag.MAP.getValue(),
            Tag.SEQ.getValue());

    /** Anchors of the collections that are open, innermost first; empty for one without. */
    private final Deque<String> open = new ArrayDeque<>();

    private int documents;
    private int aliases;

    /** What is wrong with the next event, if anything. */
    Optional<String> check(Event event) {
        if (event instanceof DocumentStartEvent) {
            documents++;
            return problem(documents > 1, "a second document begins here; one is allowed");
        }
        if (event instanceof CollectionStartEvent start) {
            open.push(start.getAnchor() == null ? "" : start.getAnchor());
            return problem(open.size() > MAX_DEPTH, "nests deeper than " + MAX_DEPTH + " levels")
                    .or(() -> tag(start.getTag()));
        }
        if (event instanceof CollectionEndEvent) {
            open.pop();
        }
        if (event instanceof ScalarEvent scalar) {
            return tag(scalar.getTag());
        }
        return event instanceof AliasEvent alias ? alias(alias.getAnchor()) : Optional.empty();
    }

    private Optional<String> alias(String anchor) {
        aliases++;
        return problem(aliases > MAX_ALIASES, "is one of more than " + MAX_ALIASES + " aliases")
                .or(() -> problem(open.contains(anchor), "alias *" + anchor + " stands inside of what it repeats"));
    }

    private static Optional<String> tag(String tag) {
        return problem(
                tag != null && !tag.equals("!") && !TAGS.contains(tag),
                "tag " + Quoted.of(String.valueOf(tag)) + " is not allowed: values here are text, numbers, true or"
                        + " false, lists and mappings");
    }

    private static Optional<String> problem(boolean wrong, String message) {
        return wrong ? Optional.of(message) : Optional.empty();
    }
}
