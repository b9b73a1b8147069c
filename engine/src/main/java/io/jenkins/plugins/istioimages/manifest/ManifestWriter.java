package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a manifest as YAML that {@link ManifestReader} reads to an equal one, locations aside. What is as by default is
 * left out, save the docker output and the architectures.
 */
public final class ManifestWriter {
    private ManifestWriter() {}

    /** The text of the file; ends with a line feed. */
    public static String write(ReleaseManifest manifest) {
        YamlBlock file = YamlBlock.lines().put(ManifestKeys.VERSION, manifest.version());
        manifest.docker().ifPresent(hub -> file.put(ManifestKeys.DOCKER, hub));
        file.put(ManifestKeys.DOCKER_OUTPUT, lower(manifest.dockerOutput()));
        file.putTexts(
                ManifestKeys.ARCHITECTURES,
                manifest.architectures().stream().map(Platform::toString).toList());
        manifest.directory().ifPresent(directory -> file.put(ManifestKeys.DIRECTORY, directory));
        manifest.proxyOverride().ifPresent(url -> file.put(ManifestKeys.PROXY_OVERRIDE, url));
        putOutputs(file, manifest.outputs());
        if (manifest.skipGenerateBillOfMaterials()) {
            file.put(ManifestKeys.SKIP_BILL_OF_MATERIALS, true);
        }
        YamlBlock dependencies = YamlBlock.lines();
        manifest.dependencies().forEach((name, dependency) -> dependencies.put(name, dependency(dependency)));
        file.put(ManifestKeys.DEPENDENCIES, dependencies);
        if (!manifest.dashboards().isEmpty()) {
            YamlBlock dashboards = YamlBlock.lines();
            manifest.dashboards().forEach(dashboards::put);
            file.put(ManifestKeys.DASHBOARDS, dashboards);
        }
        return file.toText();
    }

    private static void putOutputs(YamlBlock file, Set<Output> outputs) {
        if (!outputs.equals(EnumSet.allOf(Output.class))) {
            List<String> names = outputs.stream().map(ManifestWriter::lower).toList();
            file.putTexts(ManifestKeys.OUTPUTS, names);
        }
    }

    private static YamlBlock dependency(Dependency dependency) {
        YamlBlock entry = YamlBlock.lines();
        dependency.git().ifPresent(git -> entry.put(ManifestKeys.GIT, git));
        dependency.branch().ifPresent(branch -> entry.put(ManifestKeys.BRANCH, branch));
        dependency.sha().ifPresent(sha -> entry.put(ManifestKeys.SHA, sha));
        dependency.auto().ifPresent(auto -> entry.put(ManifestKeys.AUTO, lower(auto)));
        dependency.localpath().ifPresent(path -> entry.put(ManifestKeys.LOCALPATH, path));
        if (dependency.goversionenabled()) {
            entry.put(ManifestKeys.GO_VERSION, true);
        }
        return entry;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
