package io.jenkins.plugins.istioimages.image.staging;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.image.staging.TreeEntry.TreePath;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the images of a {@code tools/docker.yaml}; every error names its place. */
final class ImagesYaml {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_ALIASES = 50;
    private static final Set<String> TOP = Set.of("example", "images");
    private static final Set<String> KEYS =
            Set.of("name", "dockerfile", "files", "targets", "base", "emulationRequired");
    private static final String NAME = "[a-z0-9]+(?:[._-]+[a-z0-9]+)*";

    private final String file;

    ImagesYaml(String file) {
        this.file = file;
    }

    List<TreeEntry> read(String text) {
        Node root = compose(text);
        Map<String, Node> top = mapping(root, "the file", TOP);
        Node images = top.get("images");
        if (!(images instanceof SequenceNode list)) {
            throw error(images == null ? root : images, "'images' must be a list of images");
        }
        List<TreeEntry> result = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node node : list.getValue()) {
            TreeEntry entry = entry(node);
            if (!names.add(entry.name())) {
                throw error(node, "the image '" + entry.name() + "' stands twice");
            }
            result.add(entry);
        }
        return result;
    }

    private TreeEntry entry(Node node) {
        Map<String, Node> fields = mapping(node, "an image", KEYS);
        String name = required(node, fields, "name");
        if (!name.matches(NAME)) {
            throw error(
                    fields.get("name"),
                    "'" + name + "' is no image name: lower-case letters and digits, separated by '.', '_' or '-'");
        }
        return new TreeEntry(
                location(node),
                name,
                required(node, fields, "dockerfile"),
                paths(fields, "files"),
                paths(fields, "targets"),
                flag(fields, "base"),
                flag(fields, "emulationRequired"));
    }

    private Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root == null) {
                throw new InputException(new SourceLocation(file, 1, 1), "the file is empty");
            }
            return root;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw located(mark == null ? new SourceLocation(file, 1, 1) : at(mark), "no YAML: " + e.getProblem(), e);
        } catch (YAMLException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // The scanner lets a few of Java's own exceptions through.
            throw located(new SourceLocation(file, 1, 1), "no YAML: " + e.getMessage(), e);
        }
    }

    private Map<String, Node> mapping(Node node, String what, Set<String> allowed) {
        if (!(node instanceof MappingNode mapping)) {
            throw error(node, what + " must be a mapping");
        }
        Map<String, Node> result = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode(), "a key");
            if (!allowed.contains(key)) {
                throw error(tuple.getKeyNode(), "unknown key '" + key + "'" + NearestName.hint(key, allowed));
            }
            if (result.put(key, tuple.getValueNode()) != null) {
                throw error(tuple.getKeyNode(), "the key '" + key + "' stands twice");
            }
        }
        return result;
    }

    private String required(Node node, Map<String, Node> fields, String key) {
        Node value = fields.get(key);
        if (value == null) {
            throw error(node, "an image needs a '" + key + "'");
        }
        String text = scalar(value, "'" + key + "'");
        if (text.isBlank()) {
            throw error(value, "'" + key + "' is empty");
        }
        return text;
    }

    private List<TreePath> paths(Map<String, Node> fields, String key) {
        Node node = fields.get(key);
        if (node == null || node instanceof ScalarNode empty && empty.getValue().isEmpty()) {
            return List.of();
        }
        if (!(node instanceof SequenceNode list)) {
            throw error(node, "'" + key + "' must be a list of paths");
        }
        List<TreePath> result = new ArrayList<>();
        for (Node element : list.getValue()) {
            String text = scalar(element, "a path of '" + key + "'");
            if (text.isBlank()) {
                throw error(element, "a path of '" + key + "' is empty");
            }
            result.add(new TreePath(location(element), text));
        }
        return result;
    }

    private boolean flag(Map<String, Node> fields, String key) {
        Node node = fields.get(key);
        if (node == null) {
            return false;
        }
        return switch (scalar(node, "'" + key + "'")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error(node, "'" + key + "' must be true or false");
        };
    }

    private String scalar(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(node, what + " must be a text");
    }

    private InputException error(Node node, String message) {
        return new InputException(location(node), message);
    }

    private static InputException located(SourceLocation at, String message, Throwable cause) {
        InputException located = new InputException(at, message);
        located.initCause(cause);
        return located;
    }

    private SourceLocation location(Node node) {
        return at(node.getStartMark());
    }

    private SourceLocation at(Mark mark) {
        return new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
