package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML that somebody else's programs read: mappings, lists, and scalars as they are written, whatever they look like. */
public final class PlainYaml {
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 50;

    /** A version is a text: {@code 1.10} must not become 1.1. */
    private static final class NothingImplicit extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // Every plain scalar is text.
        }
    }

    private PlainYaml() {}

    /**
     * Reads the one document of a file.
     *
     * @param what names it in the error
     * @throws InputException if it is no YAML
     */
    public static Object read(byte[] content, String what) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        DumperOptions unused = new DumperOptions();
        Yaml yaml =
                new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new NothingImplicit());
        try {
            Object root = yaml.load(new String(content, StandardCharsets.UTF_8));
            return root == null ? Map.of() : root;
        } catch (YAMLException | IllegalArgumentException | IndexOutOfBoundsException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new InputException(what + " is not valid YAML: " + message, e);
        }
    }

    /** The value under some keys, each in the mapping that the one before names. */
    public static Optional<Object> at(Object root, String... keys) {
        Object at = root;
        for (String key : keys) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return Optional.ofNullable(at);
    }

    /** The text under some keys; empty where there is none, or it is {@code null} or blank. */
    public static Optional<String> text(Object root, String... keys) {
        return at(root, keys)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(PlainYaml::isSaid);
    }

    /** A mapping with its keys as text; empty where it is none. */
    public static Map<String, Object> map(Object value) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> result.put(String.valueOf(key), one));
        }
        return result;
    }

    /** Calls for each text in the tree with its path, such as {@code global.proxy.image}. */
    public static void forEachText(Object root, BiConsumer<String, String> visitor) {
        walk("", root, visitor);
    }

    private static void walk(String path, Object value, BiConsumer<String, String> visitor) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> walk(path.isEmpty() ? String.valueOf(key) : path + "." + key, one, visitor));
        } else if (value instanceof Iterable<?> list) {
            int index = 0;
            for (Object one : list) {
                walk(path + "[" + index++ + "]", one, visitor);
            }
        } else if (value instanceof String text && isSaid(text)) {
            visitor.accept(path, text);
        }
    }

    private static boolean isSaid(String text) {
        return !text.isBlank() && !text.equals("null") && !text.equals("~");
    }
}
