package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Turns a text into the nodes of its one document, within bounds; nothing of it is constructed or evaluated. */
final class YamlParser {
    private final YamlSource source;

    YamlParser(YamlSource source) {
        this.source = source;
    }

    /**
     * The root node; empty where the text has no document.
     *
     * @throws InvalidFileException if the text is no YAML, has several documents, or goes beyond the bounds
     */
    Optional<Node> parse() {
        try {
            checkBounds();
            return Optional.ofNullable(new Composer(parser(), new Resolver(), options()).getSingleNode());
        } catch (MarkedYAMLException e) {
            throw wrong(location(e), describe(e));
        } catch (YAMLException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The scanner lets a few of Java's own exceptions through, for example on an escape beyond Unicode.
            throw wrong(source.start(), "is not valid YAML: " + e.getMessage());
        }
    }

    /** A first pass over the events, which come one by one: what is beyond the bounds is never built. */
    private void checkBounds() {
        YamlBounds bounds = new YamlBounds();
        ParserImpl events = parser();
        while (true) {
            Event event = events.getEvent();
            if (event == null) {
                return;
            }
            bounds.check(event).ifPresent(message -> {
                throw wrong(location(event.getStartMark()), message);
            });
        }
    }

    private ParserImpl parser() {
        return new ParserImpl(new StreamReader(source.text()), options());
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(YamlSource.MAX_BYTES);
        options.setNestingDepthLimit(YamlBounds.MAX_DEPTH + 1);
        options.setMaxAliasesForCollections(YamlBounds.MAX_ALIASES);
        options.setProcessComments(false);
        return options;
    }

    private SourceLocation location(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        return mark == null ? source.start() : location(mark);
    }

    private SourceLocation location(Mark mark) {
        return new SourceLocation(source.file(), mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String describe(MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        return "is not valid YAML: " + context + e.getProblem();
    }

    private static InvalidFileException wrong(SourceLocation location, String message) {
        return new InvalidFileException(List.of(new Problem(location, message)));
    }
}
