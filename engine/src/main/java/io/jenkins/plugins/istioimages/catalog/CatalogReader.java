package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.manifest.YamlFile;
import io.jenkins.plugins.istioimages.manifest.YamlMapping;
import io.jenkins.plugins.istioimages.manifest.YamlValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a catalog's top level and its sources. */
final class CatalogReader {
    private final YamlFile file;

    CatalogReader(YamlFile file) {
        this.file = file;
    }

    Catalog read() {
        YamlMapping root = file.root();
        root.require(CatalogKeys.API_VERSION).ifPresent(value -> value.oneOf(List.of(Catalog.API_VERSION)));
        // A file of another form would only give problems that lead astray.
        file.finish();
        root.allow(CatalogKeys.TOP);
        Optional<String> version = root.require(CatalogKeys.VERSION)
                .flatMap(value -> value.parsed(ReleaseVersion::new).map(ReleaseVersion::text));
        Optional<Instant> created =
                root.require(CatalogKeys.CREATED).flatMap(value -> value.parsed(CatalogReader::instant));
        Optional<String> compressor = root.get(CatalogKeys.COMPRESSOR).flatMap(YamlValue::text);
        Map<String, CatalogSource> sources = sources(root);
        List<CatalogImage> images = images(root);
        file.finish();
        return new Catalog(version.orElseThrow(), created.orElseThrow(), compressor, sources, images);
    }

    private static Map<String, CatalogSource> sources(YamlMapping root) {
        Map<String, CatalogSource> sources = new LinkedHashMap<>();
        root.require(CatalogKeys.SOURCES).flatMap(YamlValue::mapping).ifPresent(mapping -> mapping.keys()
                .forEach(name -> mapping.require(name)
                        .flatMap(YamlValue::mapping)
                        .flatMap(CatalogReader::source)
                        .ifPresent(source -> sources.put(name, source))));
        return sources;
    }

    private static Optional<CatalogSource> source(YamlMapping mapping) {
        mapping.allow(CatalogKeys.SOURCE);
        Optional<String> git = mapping.require(CatalogKeys.GIT).flatMap(YamlValue::text);
        Optional<String> sha = mapping.require(CatalogKeys.SHA).flatMap(value -> value.parsed(CatalogReader::sha));
        Optional<String> branch = mapping.get(CatalogKeys.BRANCH).flatMap(YamlValue::text);
        boolean dirty = mapping.get(CatalogKeys.DIRTY).flatMap(YamlValue::bool).orElse(false);
        return git.flatMap(g -> sha.map(s -> new CatalogSource(g, branch, s, dirty)));
    }

    private static List<CatalogImage> images(YamlMapping root) {
        List<CatalogImage> images = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlValue item : root.get(CatalogKeys.IMAGES).map(YamlValue::items).orElse(List.of())) {
            item.mapping().flatMap(mapping -> new ImageReader(mapping).read()).ifPresent(image -> {
                if (!seen.add(image.name() + " " + image.variant() + " " + image.repository())) {
                    item.problem("image " + image.name() + " (" + image.variant() + ") stands here twice");
                }
                images.add(image);
            });
        }
        return images;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InputException("'" + text + "' is wrong: expected a time like 2022-10-12T08:11:00Z", e);
        }
    }

    private static String sha(String text) {
        if (!text.matches("[0-9a-f]{40}")) {
            throw new InputException("'" + text + "' is wrong: expected the 40 hexadecimal digits of a commit");
        }
        return text;
    }
}
