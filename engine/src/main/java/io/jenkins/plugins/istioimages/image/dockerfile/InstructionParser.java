package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction.Arg.Declaration;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction.Command;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction.CopyFlags;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes an instruction of a logical line (BuildKit instructions/parse.go). */
final class InstructionParser {
    private static final Set<String> KEYWORDS = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final Set<String> COPY_FLAGS =
            Set.of("from", "chown", "chmod", "link", "exclude", "parents", "keep-git-dir", "checksum", "unpack");
    private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9-_.]*");
    private static final Pattern FIRST_SPACE = Pattern.compile("\\s+");

    private final char escape;

    InstructionParser(char escape) {
        this.escape = escape;
    }

    Instruction parse(LogicalLine line) {
        SourceLocation at = line.at();
        String[] parts = FIRST_SPACE.split(line.text(), 2);
        String keyword = parts[0].toUpperCase(Locale.ROOT);
        String arguments = parts.length == 2 ? parts[1].strip() : "";
        if (!KEYWORDS.contains(keyword)) {
            throw new DockerfileException(
                    at, "unknown instruction '" + abbreviate(parts[0]) + "'" + NearestName.hint(keyword, KEYWORDS));
        }
        if (arguments.isEmpty()) {
            throw new DockerfileException(at, keyword + " needs at least one argument");
        }
        return switch (keyword) {
            case "FROM" -> from(at, arguments);
            case "ARG" -> new Instruction.Arg(at, declarations(at, arguments));
            case "ENV" -> new Instruction.Env(at, pairs(at, keyword, arguments));
            case "LABEL" -> new Instruction.Label(at, pairs(at, keyword, arguments));
            case "COPY" -> copy(at, arguments, false, line.heredoc());
            case "ADD" -> copy(at, arguments, true, line.heredoc());
            case "WORKDIR" -> new Instruction.Workdir(at, withoutFlags(at, keyword, arguments));
            case "USER" -> new Instruction.User(at, withoutFlags(at, keyword, arguments));
            case "STOPSIGNAL" -> new Instruction.StopSignal(at, withoutFlags(at, keyword, arguments));
            case "MAINTAINER" -> new Instruction.Maintainer(at, arguments);
            case "EXPOSE" -> new Instruction.Expose(at, Words.plain(withoutFlags(at, keyword, arguments)));
            case "VOLUME" -> new Instruction.Volume(at, list(at, withoutFlags(at, keyword, arguments)));
            case "ENTRYPOINT" -> new Instruction.Entrypoint(at, command(at, withoutFlags(at, keyword, arguments)));
            case "CMD" -> new Instruction.Cmd(at, command(at, withoutFlags(at, keyword, arguments)));
            case "SHELL" -> shell(at, withoutFlags(at, keyword, arguments));
            case "HEALTHCHECK" -> HealthcheckParser.parse(at, arguments);
            case "ONBUILD" -> onbuild(at, arguments);
            default -> new Instruction.Run(at, arguments);
        };
    }

    static Command command(SourceLocation at, String arguments) {
        return JsonWords.parse(at, arguments)
                .map(words -> new Command(true, words))
                .orElseGet(() -> new Command(false, List.of(arguments)));
    }

    private static Instruction from(SourceLocation at, String arguments) {
        Flags flags = Flags.of(at, "FROM", arguments, Set.of("platform"));
        List<String> words = Words.plain(flags.rest());
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
        if (words.size() != 1 && !named) {
            throw new DockerfileException(at, "FROM takes an image, or an image AS a name");
        }
        Optional<String> name = named ? Optional.of(words.get(2).toLowerCase(Locale.ROOT)) : Optional.empty();
        if (name.isPresent() && !STAGE_NAME.matcher(name.get()).matches()) {
            throw new DockerfileException(
                    at,
                    "the stage name '" + words.get(2) + "' is wrong: a letter, then letters, digits, '-', '_' or '.'");
        }
        return new Instruction.From(at, words.get(0), flags.one("platform"), name);
    }

    private List<Declaration> declarations(SourceLocation at, String arguments) {
        List<Declaration> result = new ArrayList<>();
        for (String word : Words.quoted(arguments, escape)) {
            int equals = word.indexOf('=');
            if (equals == 0) {
                throw new DockerfileException(at, "ARG '" + word + "' has no name");
            }
            result.add(new Declaration(
                    equals < 0 ? word : word.substring(0, equals),
                    equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1))));
        }
        return result;
    }

    private List<Pair> pairs(SourceLocation at, String keyword, String arguments) {
        List<String> words = Words.quoted(arguments, escape);
        if (words.get(0).indexOf('=') < 0) {
            // The old form: one name, then all the rest is its value.
            String[] parts = FIRST_SPACE.split(arguments, 2);
            if (parts.length < 2) {
                throw new DockerfileException(at, keyword + " '" + words.get(0) + "' has no value: name=value");
            }
            return List.of(new Pair(parts[0], parts[1]));
        }
        List<Pair> result = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new DockerfileException(
                        at, keyword + " '" + word + "' is not of the form name=value; quote values with spaces");
            }
            result.add(new Pair(word.substring(0, equals), word.substring(equals + 1)));
        }
        return result;
    }

    private static Instruction copy(SourceLocation at, String arguments, boolean add, boolean heredoc) {
        String keyword = add ? "ADD" : "COPY";
        if (heredoc) {
            throw new DockerfileException(
                    at, keyword + " with a here-document is not supported: put the text into a file and copy that");
        }
        Flags flags = Flags.of(at, keyword, arguments, COPY_FLAGS);
        for (String unsupported : List.of("parents", "keep-git-dir", "checksum", "unpack")) {
            if (flags.isOn(unsupported)
                    || !unsupported.equals("parents") && !flags.all(unsupported).isEmpty()) {
                throw new DockerfileException(
                        at,
                        keyword + " --" + unsupported
                                + " is not supported without a container builder; use --image-builder docker");
            }
        }
        if (add && flags.one("from").isPresent()) {
            throw new DockerfileException(at, "ADD has no flag --from; use COPY");
        }
        List<String> words = list(at, flags.rest());
        if (words.size() < 2) {
            throw new DockerfileException(at, keyword + " needs at least one source and a destination");
        }
        // --link only changes how layers are cached: the files are the same.
        CopyFlags read = new CopyFlags(flags.one("from"), flags.one("chown"), flags.one("chmod"), flags.all("exclude"));
        return new Instruction.Copy(at, add, read, words.subList(0, words.size() - 1), words.get(words.size() - 1));
    }

    private static Instruction shell(SourceLocation at, String arguments) {
        List<String> words = JsonWords.parse(at, arguments)
                .filter(list -> !list.isEmpty())
                .orElseThrow(() ->
                        new DockerfileException(at, "SHELL takes the JSON form, like SHELL [\"/bin/sh\", \"-c\"]"));
        return new Instruction.Shell(at, words);
    }

    private Instruction onbuild(SourceLocation at, String arguments) {
        String keyword = FIRST_SPACE.split(arguments, 2)[0].toUpperCase(Locale.ROOT);
        if (Set.of("ONBUILD", "FROM", "MAINTAINER").contains(keyword)) {
            throw new DockerfileException(at, keyword + " cannot be a trigger of ONBUILD");
        }
        // Read now, so that a mistake shows here and not in the image that is built on this one.
        parse(new LogicalLine(at, arguments, false));
        return new Instruction.Onbuild(at, arguments);
    }

    private static List<String> list(SourceLocation at, String arguments) {
        List<String> words = JsonWords.parse(at, arguments).orElseGet(() -> Words.plain(arguments));
        if (words.isEmpty()) {
            throw new DockerfileException(at, "needs at least one argument");
        }
        return words;
    }

    private static String withoutFlags(SourceLocation at, String keyword, String arguments) {
        String rest = Flags.of(at, keyword, arguments, Set.of()).rest();
        if (rest.isEmpty()) {
            throw new DockerfileException(at, keyword + " needs at least one argument");
        }
        return rest;
    }

    private static String abbreviate(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "…";
    }
}
