package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.manifest.YamlFile;
import io.jenkins.plugins.istioimages.manifest.YamlMapping;
import io.jenkins.plugins.istioimages.manifest.YamlValue;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a {@value #FILE} says:
 *
 * <pre>
 * platforms: [linux/amd64, linux/arm64]
 * versions:
 *   "2.4": {platforms: [linux/amd64]}
 * </pre>
 *
 * @param platforms of versions that say nothing themselves; may be empty
 * @param versions platforms by version
 */
record BuilderSettings(List<Platform> platforms, Map<String, List<Platform>> versions) {
    /** Its name in a directory of builder images. */
    static final String FILE = "builder-images.yaml";

    static final BuilderSettings NONE = new BuilderSettings(List.of(), Map.of());

    private static final String PLATFORMS = "platforms";
    private static final String VERSIONS = "versions";

    BuilderSettings {
        platforms = List.copyOf(platforms);
        versions = Map.copyOf(versions);
    }

    /**
     * Reads settings.
     *
     * @param known versions that there are
     * @throws InputException with file, line and column of everything that is wrong
     */
    static BuilderSettings read(Path file, Collection<String> known) {
        YamlFile yaml = YamlFile.read(file);
        YamlMapping root = yaml.root();
        root.allow(List.of(PLATFORMS, VERSIONS));
        Map<String, List<Platform>> versions = new TreeMap<>();
        root.get(VERSIONS).flatMap(YamlValue::mapping).ifPresent(all -> {
            for (String version : all.keys()) {
                if (!known.contains(version)) {
                    all.problem(
                            version,
                            "there is no Dockerfile of version '" + version + "'" + NearestName.hint(version, known));
                }
                all.require(version).flatMap(YamlValue::mapping).ifPresent(one -> {
                    one.allow(List.of(PLATFORMS));
                    one.require(PLATFORMS).ifPresent(value -> versions.put(version, platforms(value)));
                });
            }
        });
        List<Platform> platforms =
                root.get(PLATFORMS).map(BuilderSettings::platforms).orElse(List.of());
        yaml.finish();
        return new BuilderSettings(platforms, versions);
    }

    /** What a version says of itself. */
    Optional<List<Platform>> platforms(String version) {
        return Optional.ofNullable(versions.get(version));
    }

    private static List<Platform> platforms(YamlValue value) {
        List<Platform> platforms = new ArrayList<>();
        List<YamlValue> items = value.items();
        if (items.isEmpty()) {
            value.problem("expected at least one platform, like linux/arm64");
        }
        for (YamlValue item : items) {
            item.parsed(BuilderSettings::platform).ifPresent(platforms::add);
        }
        return platforms;
    }

    private static Platform platform(String text) {
        Platform platform = Platform.parse(text);
        if (!platform.os().equals("linux")) {
            throw new InputException("platform '" + text + "' is wrong: builder images are made for linux");
        }
        return platform;
    }
}
