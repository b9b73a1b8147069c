package io.jenkins.plugins.istioimages.builder.fresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of tools that a Dockerfile sets: {@code ENV} and {@code ARG} with names that end in {@code _VERSION}, the
 * tag of {@code GOLANG_IMAGE} as {@code GOLANG_VERSION}, and {@code ISTIO_TOOLS_SHA}. Texts, not instructions, so that
 * everything else of a file can stay as it is.
 */
final class ToolVersions {
    static final String GO = "GOLANG_VERSION";
    static final String TOOLS = "ISTIO_TOOLS_SHA";

    private static final Pattern INSTRUCTION = Pattern.compile("\\s*(?:ENV|ARG)\\s+.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUE = Pattern.compile(
            "(?<![A-Z0-9_])([A-Z][A-Z0-9_]*_VERSION|ISTIO_TOOLS_SHA)=([\"']?)([^\\s\"'\\\\$]+)\\2(?=\\s|\\\\|$)");
    private static final Pattern GO_IMAGE =
            Pattern.compile("(?<![A-Z0-9_])GOLANG_IMAGE=[\"']?\\S*golang:([0-9][^\\s\"'@-]*)");
    private static final Pattern REPOSITORY =
            Pattern.compile("(?:github\\.com|githubusercontent\\.com)/([\\w.-]+/[\\w.-]+?)(?=[/@]|\\.git\\b|\\s|$)");

    private final String[] lines;
    private final List<ToolVersion> all = new ArrayList<>();

    ToolVersions(String dockerfile) {
        this.lines = dockerfile.split("\r?\n", -1);
        boolean inside = false;
        for (int i = 0; i < lines.length; i++) {
            boolean comment = lines[i].stripLeading().startsWith("#");
            inside = inside || INSTRUCTION.matcher(lines[i]).matches();
            if (inside && !comment) {
                read(lines[i], i + 1);
            }
            inside = inside && (comment || lines[i].stripTrailing().endsWith("\\"));
        }
    }

    List<ToolVersion> all() {
        return all;
    }

    /** What a variable is set to; several where places differ. */
    Set<String> values(String name) {
        Set<String> values = new TreeSet<>();
        all.stream().filter(version -> version.name().equals(name)).forEach(version -> values.add(version.value()));
        return values;
    }

    /** Repositories on GitHub, {@code owner/name}, that lines with a variable name in front of it. */
    Set<String> repositories(String name) {
        Pattern use = Pattern.compile("\\$(?:" + name + "\\b|\\{" + name + "[}:])");
        Set<String> found = new TreeSet<>();
        for (String line : lines) {
            Matcher used = use.matcher(line);
            while (used.find()) {
                lastRepository(line.substring(0, used.start())).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<String> lastRepository(String before) {
        // A URL or module path has no blank in it.
        String word = before.substring(Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t')) + 1);
        Matcher repository = REPOSITORY.matcher(word);
        return repository.find() ? Optional.of(repository.group(1)) : Optional.empty();
    }

    private void read(String line, int number) {
        Matcher value = VALUE.matcher(line);
        while (value.find()) {
            all.add(new ToolVersion(value.group(1), value.group(3), number, value.start(3)));
        }
        Matcher go = GO_IMAGE.matcher(line);
        if (go.find()) {
            all.add(new ToolVersion(GO, go.group(1), number, go.start(1)));
        }
    }
}
