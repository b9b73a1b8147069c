package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.manifest.YamlBlock;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The manifest of a finished release as release-builder writes it: keys sorted, of each dependency its commit and
 * whether its tags are Go's (release-builder pkg/source.go, StandardizeManifest; pkg/model/model.go, Manifest). It is a
 * record; what can be built again is the lock, see {@link LockYaml}.
 */
public final class RecordYaml {
    private RecordYaml() {}

    /**
     * The text of the file.
     *
     * @param platforms that were built, like {@code linux/arm64}
     */
    public static String write(ReleaseManifest manifest, List<String> platforms, Lock lock) {
        YamlBlock dependencies = YamlBlock.lines();
        new TreeMap<>(lock.sources()).forEach((name, source) -> dependencies.put(name, dependency(source)));
        YamlBlock file = YamlBlock.lines().putTextLines("architectures", platforms);
        if (manifest.dashboards().isEmpty()) {
            file.putNull("dashboards");
        } else {
            YamlBlock dashboards = YamlBlock.lines();
            new TreeMap<>(manifest.dashboards()).forEach(dashboards::put);
            file.put("dashboards", dashboards);
        }
        return file.put("dependencies", dependencies)
                .put("docker", manifest.docker().orElse(""))
                .put("dockerOutput", manifest.dockerOutput().name().toLowerCase(Locale.ROOT))
                .put("skipGenerateBillOfMaterials", manifest.skipGenerateBillOfMaterials())
                .put("version", manifest.version())
                .toText();
    }

    private static YamlBlock dependency(ResolvedSource source) {
        YamlBlock dependency = YamlBlock.lines();
        if (source.goversionenabled()) {
            dependency.put("goversionenabled", true);
        }
        return dependency.put("sha", source.sha());
    }
}
