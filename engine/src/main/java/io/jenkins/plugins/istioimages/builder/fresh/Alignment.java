package io.jenkins.plugins.istioimages.builder.fresh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Sets the versions of a Dockerfile to those that upstream has, as a person would who reads both (maistra/test-infra
 * docker/README.md): a leading v is kept as it stands here, since URLs are made for it. What a machine cannot tell stays,
 * and is said.
 */
final class Alignment {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{7,40}");
    private static final Pattern NUMBER = Pattern.compile("v?[0-9]+(?:\\.[0-9]+)*(?:[-.][0-9A-Za-z.]+)?");
    /** With an epoch or revision, as packages of distributions have it. */
    private static final Pattern PACKAGE = Pattern.compile("[0-9]+:.*|.*~.*|.*-[0-9]+|.*\\.(?:el|fc)[0-9]+.*");

    private final String[] lines;
    private final ToolVersions ours;
    private final ToolVersions theirs;
    /** Named by the user's files, not by upstream's Dockerfile. */
    private final Map<String, String> given;

    private final List<String> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param dockerfile to be changed
     * @param upstream Dockerfile that versions are taken from
     * @param given values by variable that come from elsewhere: Bazel's, the branch of istio's tools
     */
    Alignment(String dockerfile, String upstream, Map<String, String> given) {
        this.lines = dockerfile.split("\n", -1);
        this.ours = new ToolVersions(dockerfile);
        this.theirs = new ToolVersions(upstream);
        this.given = Map.copyOf(given);
    }

    /** The changed Dockerfile. */
    String text() {
        // From the end of each line, so that places in front stay where they are.
        List<ToolVersion> versions = new ArrayList<>(ours.all());
        versions.sort(Comparator.comparingInt(ToolVersion::line)
                .thenComparing(Comparator.comparingInt(ToolVersion::start).reversed()));
        versions.forEach(version -> wanted(version).ifPresent(value -> set(version, value)));
        noteMissing();
        return String.join("\n", lines);
    }

    /** What was changed, in the order of the lines. */
    List<String> changes() {
        return List.copyOf(changes);
    }

    /** What a person has to look at. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private Optional<String> wanted(ToolVersion version) {
        String name = version.name();
        if (given.containsKey(name)) {
            return Optional.of(given.get(name));
        }
        Set<String> values = theirs.values(name);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            return left(version, "upstream has several: " + String.join(", ", values));
        }
        String value = values.iterator().next();
        Set<String> from = ours.repositories(name);
        Set<String> upstream = theirs.repositories(name);
        if (!from.isEmpty() && !upstream.isEmpty() && Collections.disjoint(from, upstream)) {
            return left(
                    version,
                    "it is of " + String.join(", ", from) + ", upstream's " + value + " of "
                            + String.join(", ", upstream));
        }
        if (kind(value) == Kind.PACKAGE || kind(version.value()) == Kind.PACKAGE) {
            return left(version, "upstream's " + value + " is a package of another distribution");
        }
        if (kind(value) != kind(version.value())) {
            return left(version, "upstream's " + value + " is of another kind");
        }
        return Optional.of(value);
    }

    private Optional<String> left(ToolVersion version, String why) {
        notes.add("line " + version.line() + ": " + version.name() + "=" + version.value() + " stays, " + why);
        return Optional.empty();
    }

    private void set(ToolVersion version, String wanted) {
        String value = likeOurs(version.value(), wanted);
        if (value.equals(version.value())) {
            return;
        }
        int index = version.line() - 1;
        String line = lines[index];
        lines[index] = line.substring(0, version.start())
                + value
                + line.substring(version.start() + version.value().length());
        changes.add("line " + version.line() + ": " + version.name() + " " + version.value() + " -> " + value
                + (isOlder(value, version.value()) ? ", which is older" : ""));
    }

    /** What upstream pins and the copy does not know at all. */
    private void noteMissing() {
        if (given.containsKey("BAZEL_VERSION") && ours.values("BAZEL_VERSION").isEmpty()) {
            notes.add("no BAZEL_VERSION is set here; .bazelversion says " + given.get("BAZEL_VERSION"));
        }
        if (ours.values(ToolVersions.GO).isEmpty()
                && !theirs.values(ToolVersions.GO).isEmpty()) {
            notes.add("no GOLANG_VERSION is set here; upstream has Go "
                    + String.join(", ", theirs.values(ToolVersions.GO)));
        }
        Set<String> others = new TreeSet<>();
        theirs.all().forEach(version -> others.add(version.name()));
        ours.all().forEach(version -> others.remove(version.name()));
        others.removeAll(Set.of(ToolVersions.GO, ToolVersions.TOOLS, "BAZEL_VERSION"));
        if (!others.isEmpty()) {
            notes.add("upstream sets, and this does not: " + String.join(", ", others));
        }
    }

    private static String likeOurs(String ours, String theirs) {
        if (!NUMBER.matcher(ours).matches() || !NUMBER.matcher(theirs).matches()) {
            return theirs;
        }
        String bare = theirs.startsWith("v") ? theirs.substring(1) : theirs;
        return ours.startsWith("v") ? "v" + bare : bare;
    }

    private enum Kind {
        NUMBER,
        SHA,
        PACKAGE,
        OTHER
    }

    private static Kind kind(String value) {
        if (PACKAGE.matcher(value).matches()) {
            return Kind.PACKAGE;
        }
        // Digits alone are both; with dots or few of them they are a version.
        if (SHA.matcher(value).matches()) {
            return Kind.SHA;
        }
        return NUMBER.matcher(value).matches() ? Kind.NUMBER : Kind.OTHER;
    }

    private static boolean isOlder(String one, String other) {
        return kind(one) == Kind.NUMBER
                && kind(other) == Kind.NUMBER
                && new NumberedVersion(one).compareTo(new NumberedVersion(other)) < 0;
    }
}
