package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the few instructions that a {@code Dockerfile.version} has. */
final class DockerfileVersionReader {
    private static final Pattern INSTRUCTION = Pattern.compile("\\s*([A-Za-z]+)\\s+(\\S.*)");
    private static final Pattern FROM =
            Pattern.compile("(?:--platform=\\S+\\s+)?(\\S+)(?:\\s+[aA][sS]\\s+[A-Za-z0-9][A-Za-z0-9_.-]*)?\\s*");
    private static final Pattern ARG = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(['\"]?)(\\S*)\\2\\s*");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)})");
    private static final Pattern VARIANT = Pattern.compile("-(?:distroless|debug)$");

    private final YamlSource source;
    private final Map<String, String> args = new HashMap<>();
    private DockerfileVersion found;

    DockerfileVersionReader(YamlSource source) {
        this.source = source;
    }

    DockerfileVersion read() {
        String[] lines = source.text().split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank() && !lines[i].stripLeading().startsWith("#")) {
                instruction(lines[i], i + 1);
            }
        }
        if (found == null) {
            throw wrong(source.start(), "there is no FROM; expected FROM istio/proxyv2:1.14.5");
        }
        return found;
    }

    private void instruction(String line, int number) {
        Matcher matcher = INSTRUCTION.matcher(line);
        String name = matcher.matches() ? matcher.group(1).toUpperCase(Locale.ROOT) : "";
        switch (name) {
            case "ARG" -> arg(matcher.group(2), at(number, matcher.start(2)));
            case "FROM" -> from(matcher.group(2), number, matcher.start(2));
            default ->
                throw wrong(
                        at(number, 0),
                        Quoted.of(line.strip())
                                + " is not expected here: the file holds one FROM IMAGE:VERSION, comments,"
                                + " and ARG NAME=value before it");
        }
    }

    private void arg(String rest, SourceLocation location) {
        Matcher matcher = ARG.matcher(rest);
        if (!matcher.matches()) {
            throw wrong(location, Quoted.of(rest) + " is wrong: expected ARG NAME=value");
        }
        args.put(matcher.group(1), matcher.group(3));
    }

    private void from(String rest, int line, int column) {
        Matcher matcher = FROM.matcher(rest);
        if (!matcher.matches()) {
            throw wrong(at(line, column), Quoted.of(rest) + " is wrong: expected FROM IMAGE:VERSION");
        }
        SourceLocation location = at(line, column + matcher.start(1));
        if (found != null) {
            throw wrong(location, "a second FROM; the version stands in " + found.location() + " already");
        }
        found = new DockerfileVersion(version(expand(matcher.group(1), location), location), location);
    }

    private String expand(String text, SourceLocation location) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String name = match.group(1) != null ? match.group(1) : match.group(2);
            if (!args.containsKey(name)) {
                throw wrong(location, Quoted.of(text) + " is wrong: no ARG " + name + "=… stands before it");
            }
            return Matcher.quoteReplacement(args.get(name));
        });
    }

    private static String version(String image, SourceLocation location) {
        try {
            Reference reference = Reference.parse(image);
            String tag = reference.tag().orElse("");
            String withoutDigest = image.replaceFirst("@.*", "");
            if (!withoutDigest.endsWith(":" + tag) || tag.isEmpty()) {
                throw new InputException(
                        "has no tag, expected a version like " + image.replaceFirst("@.*", "") + ":1.14.5");
            }
            String bare = VARIANT.matcher(tag.startsWith("v") ? tag.substring(1) : tag)
                    .replaceFirst("");
            return new ReleaseVersion(bare).text();
        } catch (InputException e) {
            throw wrong(location, "image " + Quoted.of(image) + ": " + e.getMessage());
        }
    }

    private SourceLocation at(int line, int column) {
        return new SourceLocation(source.file(), line, column + 1);
    }

    private static InvalidFileException wrong(SourceLocation location, String message) {
        return new InvalidFileException(List.of(new Problem(location, message)));
    }
}
