package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns {@code user[:group]} into numbers as BuildKit does: numbers stand for themselves, names are looked up in the
 * image's /etc/passwd and /etc/group; without a group it is the user's own, or the user's number.
 */
final class OwnerLookup {
    private static final String NUMBER = "[0-9]{1,10}";

    private final Function<String, Optional<List<String>>> files;

    /** @param files lines of a file of the image by its path without leading slash; empty where there is none */
    OwnerLookup(Function<String, Optional<List<String>>> files) {
        this.files = files;
    }

    Owner of(String text, SourceLocation at) {
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        String group = colon < 0 ? "" : text.substring(colon + 1);
        if (user.isEmpty()) {
            throw new DockerfileException(at, "'" + text + "' names no user: expected user or user:group");
        }
        Owner owner = user.matches(NUMBER) ? new Owner(Long.parseLong(user), Long.parseLong(user)) : named(user, at);
        if (group.isEmpty()) {
            return owner;
        }
        return new Owner(
                owner.uid(), group.matches(NUMBER) ? Long.parseLong(group) : number("etc/group", "group", group, at));
    }

    private Owner named(String user, SourceLocation at) {
        String[] fields = line("etc/passwd", "user", user, 4, at);
        return new Owner(number(fields[2], user, at), number(fields[3], user, at));
    }

    private long number(String file, String kind, String name, SourceLocation at) {
        return number(line(file, kind, name, 3, at)[2], name, at);
    }

    private String[] line(String file, String kind, String name, int fields, SourceLocation at) {
        List<String> lines = files.apply(file)
                .orElseThrow(() -> new DockerfileException(
                        at,
                        "the " + kind + " '" + name + "' cannot be looked up, because the image has no /" + file
                                + "; use a number"));
        return lines.stream()
                .map(line -> line.split(":", -1))
                .filter(line -> line.length >= fields && line[0].equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new DockerfileException(at, "the image's /" + file + " has no " + kind + " '" + name + "'"));
    }

    private static long number(String text, String name, SourceLocation at) {
        if (!text.matches(NUMBER)) {
            throw new DockerfileException(at, "the image's number of '" + name + "' is '" + text + "'");
        }
        return Long.parseLong(text);
    }
}
