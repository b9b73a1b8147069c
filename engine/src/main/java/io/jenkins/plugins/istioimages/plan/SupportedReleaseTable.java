package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.YamlFile;
import io.jenkins.plugins.istioimages.manifest.YamlMapping;
import io.jenkins.plugins.istioimages.manifest.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes tables of supported releases:
 *
 * <pre>
 * releases:
 * - {version: 1.29.9, endOfSupport: "2026-10-15", kubernetes: ["1.31", "1.32"], source: announcement}
 * </pre>
 *
 * <p>All but {@code version} may be left out. {@code read}, the day on which a table was written, and {@code source} are for
 * people.
 */
final class SupportedReleaseTable {
    /** Among what {@code libraryResource} serves. */
    private static final String KNOWN = "/io/jenkins/plugins/istioimages/supported-releases.yaml";

    private SupportedReleaseTable() {}

    /** The table that this program was built with. */
    static SupportedReleases known() {
        try (InputStream in = SupportedReleaseTable.class.getResourceAsStream(KNOWN)) {
            return read(YamlFile.of("supported-releases.yaml", in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own table of supported releases cannot be read", e);
        }
    }

    /** @throws InputException with file, line and column of everything that is wrong */
    static SupportedReleases read(Path file) {
        return read(YamlFile.read(file));
    }

    /** @throws InputException if it is no table */
    static SupportedReleases parse(String yaml) {
        return read(YamlFile.of("supported releases", yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static SupportedReleases read(YamlFile file) {
        YamlMapping root = file.root();
        root.allow(List.of("read", "releases"));
        List<SupportedRelease> rows = new ArrayList<>();
        root.require("releases").map(YamlValue::items).orElse(List.of()).stream()
                .flatMap(item -> item.mapping().stream())
                .forEach(row -> row(row).ifPresent(rows::add));
        file.finish();
        return new SupportedReleases(rows);
    }

    private static Optional<SupportedRelease> row(YamlMapping row) {
        row.allow(List.of("version", "endOfSupport", "kubernetes", "source"));
        String end = row.get("endOfSupport").flatMap(YamlValue::text).orElse("");
        List<String> kubernetes = row.get("kubernetes").map(YamlValue::items).orElse(List.of()).stream()
                .flatMap(item -> item.text().stream())
                .toList();
        Optional<String> version = row.require("version").flatMap(YamlValue::text);
        try {
            return version.map(text -> SupportedRelease.parse(text, end).withKubernetes(kubernetes));
        } catch (InputException e) {
            row.problem(e.getMessage());
            return Optional.empty();
        }
    }

    /** What {@link #parse} reads. Its values need no quotes but those that are written: {@link SupportedRelease} has checked them. */
    static String write(SupportedReleases table) {
        StringBuilder yaml = new StringBuilder("releases:\n");
        if (table.all().isEmpty()) {
            return "releases: []\n";
        }
        for (SupportedRelease release : table.all()) {
            yaml.append("- version: ").append(release.version()).append('\n');
            release.endOfSupport()
                    .ifPresent(
                            day -> yaml.append("  endOfSupport: \"").append(day).append("\"\n"));
            if (!release.kubernetes().isEmpty()) {
                yaml.append("  kubernetes: [\"")
                        .append(String.join("\", \"", release.kubernetes()))
                        .append("\"]\n");
            }
        }
        return yaml.toString();
    }
}
