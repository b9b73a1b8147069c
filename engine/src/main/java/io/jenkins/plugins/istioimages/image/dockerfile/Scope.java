package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.image.dockerfile.WordExpander.ExpansionException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The variables that an instruction sees. ENV wins over ARG of the same name, whichever stands later; an argument has the
 * value given to the build, else its own default, else that of an ARG before the first FROM. Both go from a stage to the
 * stages that are built on it (tried against BuildKit).
 */
public final class Scope {
    private final char escape;
    private final Map<String, String> buildArguments;
    private final Map<String, String> globals;
    private final Map<String, String> arguments;
    private final Map<String, String> environment;

    private Scope(
            char escape,
            Map<String, String> buildArguments,
            Map<String, String> globals,
            Map<String, String> arguments,
            Map<String, String> environment) {
        this.escape = escape;
        this.buildArguments = buildArguments;
        this.globals = globals;
        this.arguments = new HashMap<>(arguments);
        this.environment = new LinkedHashMap<>(environment);
    }

    /** What FROM sees: the platform's arguments and the ARG instructions before the first FROM. */
    static Scope global(char escape, Map<String, String> buildArguments, Map<String, String> platform) {
        Map<String, String> globals = new HashMap<>(platform);
        globals.replaceAll((name, value) -> buildArguments.getOrDefault(name, value));
        return new Scope(escape, buildArguments, Map.of(), globals, Map.of());
    }

    /** The scope of a stage on an image with the environment given. */
    Scope stage(Map<String, String> imageEnvironment) {
        return new Scope(escape, buildArguments, arguments, Map.of(), imageEnvironment);
    }

    /** The scope of a stage on the stage that this is the scope of. */
    public Scope child() {
        return new Scope(escape, buildArguments, globals, arguments, environment);
    }

    /** Executes an ARG instruction. */
    public void declare(Instruction.Arg arg) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Instruction.Arg.Declaration declaration : arg.declarations()) {
            String name = declaration.name();
            Optional<String> defaultValue = declaration.value().map(value -> expand(arg.at(), value));
            Optional.ofNullable(buildArguments.get(name))
                    .or(() -> defaultValue)
                    .or(() -> Optional.ofNullable(globals.get(name)))
                    .ifPresent(value -> values.put(name, value));
        }
        arguments.putAll(values);
    }

    /** Value of an argument in this scope: what the history shows. */
    public Optional<String> argument(String name) {
        return Optional.ofNullable(arguments.get(name));
    }

    /** Sets a variable of the image, which later instructions see. */
    public void setEnvironment(String name, String value) {
        environment.put(name, value);
    }

    /** The image's variables in the order of their first setting. */
    public Map<String, String> environment() {
        return new LinkedHashMap<>(environment);
    }

    /**
     * A word with its variables replaced and its quotes removed.
     *
     * @throws DockerfileException at the place given, if that cannot be done
     */
    public String expand(SourceLocation at, String word) {
        return located(at, () -> WordExpander.expand(word, escape, this::lookup));
    }

    /** Like {@link #expand}, where one word may become several or none. */
    public List<String> expandToWords(SourceLocation at, String word) {
        return located(at, () -> WordExpander.expandToWords(word, escape, this::lookup));
    }

    private Optional<String> lookup(String name) {
        return Optional.ofNullable(environment.get(name)).or(() -> argument(name));
    }

    private static <T> T located(SourceLocation at, Supplier<T> work) {
        try {
            return work.get();
        } catch (ExpansionException e) {
            DockerfileException located = new DockerfileException(at, e.getMessage());
            located.initCause(e);
            throw located;
        }
    }
}
