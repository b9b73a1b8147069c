package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The builder images of istio/tools: {@code docker/build-tools} has one Dockerfile, and the script
 * {@value #FILE} says which of its stages become which images. The script is read and never run: every command with
 * {@code -t "${HUB}/NAME:…"} is an image NAME, whose moving tag is that of upstream, {@code BRANCH-latest}. What stands
 * behind {@code if [[ "$(uname -m)" == "x86_64" ]]} is for that processor alone, as images of CentOS are.
 */
final class BuildToolsScript {
    static final String FILE = "build-and-push.sh";

    private static final long MAX_BYTES = 1 << 20;
    /** Says how a cache is written, and nothing of what is built. */
    private static final String CACHE = "BUILDKIT_INLINE_CACHE";

    private static final Pattern BRANCH =
            Pattern.compile("(?m)^\\s*BRANCH=[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)[\"']?\\s*$");
    private static final Pattern TAG =
            Pattern.compile("(?:-t|--tag)[ =]\"?\\$\\{?HUB}?/([a-z0-9]+(?:[._-]+[a-z0-9]+)*):\\$\\{?BRANCH}?-latest");
    private static final Pattern TARGET = Pattern.compile("\\s--target[ =]\"?([A-Za-z0-9_.-]+)");
    private static final Pattern DOCKERFILE = Pattern.compile("\\s(?:-f|--file)[ =]\"?([A-Za-z0-9_.-]+)");
    private static final Pattern ARGUMENT =
            Pattern.compile("\\s--build-arg[ =]\"?([A-Za-z_][A-Za-z0-9_]*)=([^\"\\s]*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)(?:[:?-][^}]*)?}?");

    private static final Pattern ONLY_ON = Pattern.compile(
            "\\s*if \\[{1,2} \"?\\$\\(uname -m\\)\"? ={1,2} \"?(x86_64|aarch64|ppc64le|s390x)\"? \\]{1,2}.*");
    private static final Pattern IF = Pattern.compile("\\s*if\\s.*");
    private static final Pattern END = Pattern.compile("\\s*fi\\s*(?:#.*)?");

    private final Path directory;
    private final String text;
    private final String branch;
    private final Map<String, String> variables;

    private BuildToolsScript(Path directory, String text) {
        this.directory = directory;
        this.text = text;
        Matcher branches = BRANCH.matcher(text);
        if (!branches.find()) {
            throw new InputException(directory.resolve(FILE) + " has no line BRANCH=…, which tags begin with");
        }
        this.branch = branches.group(1);
        String sha = commit().orElse(branch);
        // As in a job behind a merge: the commit that is checked out, so that the same one gives the same image.
        this.variables = Map.of("BRANCH", branch, "SHA", sha, "VERSION", branch + "-" + sha);
    }

    /** Whether a directory is one of istio's build-tools. */
    static boolean isIn(Path directory) {
        return Files.isRegularFile(directory.resolve(FILE)) && Files.isRegularFile(directory.resolve("Dockerfile"));
    }

    /**
     * The images, with platforms where they are for some alone.
     *
     * @throws InputException with the line of what cannot be read
     */
    static List<BuilderImage> images(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file + " is larger than " + MAX_BYTES + " bytes");
            }
            return new BuildToolsScript(directory, Files.readString(file)).read();
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e, e);
        }
    }

    private List<BuilderImage> read() {
        Map<String, BuilderImage> images = new LinkedHashMap<>();
        Deque<Optional<Platform>> conditions = new ArrayDeque<>();
        commands().forEach((line, command) -> {
            note(command, conditions);
            Matcher tag = TAG.matcher(command);
            if (tag.find()) {
                List<Platform> only =
                        conditions.stream().flatMap(Optional::stream).toList();
                images.putIfAbsent(
                        tag.group(1), image(tag.group(1), command, line).on(only));
            }
        });
        if (images.isEmpty()) {
            throw new InputException(directory.resolve(FILE)
                    + " builds nothing that is known: expected commands with -t \"${HUB}/NAME:${BRANCH}-latest\"");
        }
        return List.copyOf(images.values());
    }

    /** Goes into a condition, or out of one. */
    private static void note(String command, Deque<Optional<Platform>> conditions) {
        Matcher only = ONLY_ON.matcher(command);
        if (only.matches()) {
            conditions.push(Optional.of(Platform.parse("linux/" + only.group(1))));
        } else if (IF.matcher(command).matches()) {
            conditions.push(Optional.empty());
        } else if (END.matcher(command).matches()) {
            conditions.poll();
        }
    }

    private BuilderImage image(String name, String command, int line) {
        String dockerfile = first(DOCKERFILE, command).orElse("Dockerfile");
        if (!Files.isRegularFile(directory.resolve(dockerfile))) {
            throw new InputException(at(line), name + " is built from " + dockerfile + ", which is not there");
        }
        SortedMap<String, String> arguments = new TreeMap<>();
        Matcher argument = ARGUMENT.matcher(command);
        while (argument.find()) {
            if (!argument.group(1).equals(CACHE)) {
                arguments.put(argument.group(1), expanded(argument.group(2), line));
            }
        }
        return new BuilderImage(
                name,
                branch + "-latest",
                directory.resolve(dockerfile),
                List.of(),
                new BuilderRecipe(first(TARGET, command), arguments));
    }

    private String expanded(String value, int line) {
        return VARIABLE.matcher(value).replaceAll(match -> {
            String known = variables.get(match.group(1));
            if (known == null) {
                throw new InputException(
                        at(line),
                        "a build argument is made of " + match.group() + ", whose value only the shell knows");
            }
            return Matcher.quoteReplacement(known);
        });
    }

    /** Whole commands by the line that they begin in; comments are left out. */
    private Map<Integer, String> commands() {
        Map<Integer, String> commands = new LinkedHashMap<>();
        List<String> parts = new ArrayList<>();
        String[] lines = text.split("\r?\n", -1);
        int first = 1;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].stripTrailing();
            if (parts.isEmpty()) {
                first = i + 1;
            }
            boolean goesOn = line.endsWith("\\");
            if (!line.stripLeading().startsWith("#")) {
                parts.add(goesOn ? line.substring(0, line.length() - 1) : line);
            }
            if (!goesOn) {
                commands.put(first, String.join(" ", parts));
                parts.clear();
            }
        }
        return commands;
    }

    private SourceLocation at(int line) {
        return new SourceLocation(directory.resolve(FILE).toString(), line, 1);
    }

    private Optional<String> commit() {
        try (BuilderRepository repository = BuilderRepository.of(directory)) {
            return Optional.of(repository.head().sha());
        } catch (InputException e) {
            // A copy without git's own files: the branch is what upstream takes there, too.
            return Optional.empty();
        }
    }

    private static Optional<String> first(Pattern pattern, String command) {
        Matcher matcher = pattern.matcher(command);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
