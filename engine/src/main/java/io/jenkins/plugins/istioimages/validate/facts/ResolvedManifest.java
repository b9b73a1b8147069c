package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The manifest of a finished release ({@code out/manifest.yaml}), as any release-builder since 1.4 writes it: a commit for
 * each dependency. Keys that are not known are let be.
 *
 * @param version of the release
 * @param docker hub in charts; empty where it says none
 * @param imagesInDaemon whether images were left in a container engine instead of files
 * @param architectures linux/amd64 where it names none, as those before 1.15
 * @param dashboards names of Grafana dashboards
 * @param outputs that it names; empty where it names none, as release-builder's records do
 * @param withoutBillOfMaterials whether no SBOM was wanted
 * @param directory which does not belong there
 * @param dependencies commit by repository; empty where there is none
 */
public record ResolvedManifest(
        String version,
        Optional<String> docker,
        boolean imagesInDaemon,
        List<Platform> architectures,
        Set<String> dashboards,
        Optional<Set<Output>> outputs,
        boolean withoutBillOfMaterials,
        Optional<String> directory,
        SortedMap<String, String> dependencies) {
    public ResolvedManifest {
        outputs = outputs.map(Set::copyOf);
        architectures = List.copyOf(architectures);
        dashboards = Collections.unmodifiableSet(new TreeSet<>(dashboards));
        dependencies = Collections.unmodifiableSortedMap(new TreeMap<>(dependencies));
    }

    /**
     * Reads a manifest.
     *
     * @param what names it in errors
     * @throws InputException if it is no YAML, or has no usable version or architecture
     */
    static ResolvedManifest parse(byte[] content, String what) {
        Object root = PlainYaml.read(content, what);
        String version =
                PlainYaml.text(root, "version").orElseThrow(() -> new InputException(what + " says no version"));
        SortedMap<String, String> dependencies = new TreeMap<>();
        PlainYaml.map(PlainYaml.at(root, "dependencies").orElse(Map.of())).forEach((name, value) -> {
            if (value instanceof Map) {
                dependencies.put(name, PlainYaml.text(value, "sha").orElse(""));
            }
        });
        return new ResolvedManifest(
                new ReleaseVersion(version).text(),
                PlainYaml.text(root, "docker"),
                PlainYaml.text(root, "dockerOutput").filter("context"::equals).isPresent(),
                architectures(root),
                PlainYaml.map(PlainYaml.at(root, "dashboards").orElse(Map.of())).keySet(),
                outputs(root),
                PlainYaml.text(root, "skipGenerateBillOfMaterials")
                        .filter("true"::equals)
                        .isPresent(),
                PlainYaml.text(root, "directory"),
                dependencies);
    }

    /** What is searched for in programs: the version, and the commits of those that istio's build takes from elsewhere. */
    Marks marks() {
        Set<String> commits = new TreeSet<>();
        for (String name : List.of("proxy", "ztunnel")) {
            String commit = dependencies.getOrDefault(name, "");
            if (commit.matches("[0-9a-f]{40}")) {
                commits.add(commit);
            }
        }
        return new Marks(version, commits);
    }

    /** Those that are known here; an empty list is none. Names are read without regard to case. */
    static Optional<Set<Output>> outputs(Object root) {
        if (!(PlainYaml.at(root, "outputs").orElse(Map.of()) instanceof List<?> list) || list.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        list.forEach(item -> names.add(String.valueOf(item)));
        return Optional.of(Stream.of(Output.values())
                .filter(output -> names.contains(output.id()))
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static List<Platform> architectures(Object root) {
        List<Platform> platforms = new ArrayList<>();
        if (PlainYaml.at(root, "architectures").orElse(List.of()) instanceof List<?> list) {
            list.forEach(item -> platforms.add(Platform.parse(String.valueOf(item))));
        }
        return platforms.isEmpty() ? List.of(Platform.LINUX_AMD64) : platforms;
    }
}
