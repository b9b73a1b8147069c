package io.jenkins.plugins.istioimages.manifest;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads everything of a manifest but its version; what is wrong is recorded in the file. */
final class ManifestBody {
    private final YamlMapping root;
    private final ReleaseVersion version;
    private final Variables variables;

    ManifestBody(YamlMapping root, ReleaseVersion version) {
        this.root = root;
        this.version = version;
        this.variables = new Variables(version);
    }

    ReleaseManifest read() {
        checkKeys();
        return new ReleaseManifest(
                version.text(),
                text(ManifestKeys.DOCKER, HubText::hub),
                dockerOutput(),
                new ArchitectureReader(root.get(ManifestKeys.ARCHITECTURES)).read(),
                text(ManifestKeys.DIRECTORY, UnaryOperator.identity()),
                text(ManifestKeys.PROXY_OVERRIDE, HubText::binaryBase),
                outputs(),
                dashboards(),
                withoutBillsOfMaterials(),
                dependencies());
    }

    private void checkKeys() {
        root.allow(Stream.concat(ManifestKeys.TOP.stream(), ManifestKeys.OLDER.keySet().stream())
                .toList());
        ManifestKeys.OLDER.forEach((key, told) -> {
            if (root.keys().contains(key)) {
                root.notice(key, key + ": " + told);
                root.get(key).ifPresent(YamlValue::bool);
            }
        });
    }

    private Optional<String> text(String key, UnaryOperator<String> check) {
        return root.get(key).flatMap(value -> value.parsed(text -> check.apply(variables.expand(text))));
    }

    private DockerOutput dockerOutput() {
        return root.get(ManifestKeys.DOCKER_OUTPUT)
                .flatMap(value -> value.oneOf(List.of("tar", "context")))
                .map(text -> DockerOutput.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(DockerOutput.TAR);
    }

    private Set<Output> outputs() {
        List<String> names = Stream.of(Output.values()).map(Output::id).toList();
        Set<Output> outputs = EnumSet.noneOf(Output.class);
        List<YamlValue> items =
                root.get(ManifestKeys.OUTPUTS).map(YamlValue::items).orElse(List.of());
        for (YamlValue item : items) {
            item.oneOfIgnoringCase(names).ifPresent(name -> {
                if (!outputs.add(Output.valueOf(name.toUpperCase(Locale.ROOT)))) {
                    item.notice(name + " stands here twice");
                }
                if (name.equals(Output.SBOM.id()) && withoutBillsOfMaterials()) {
                    item.notice("none is made: " + ManifestKeys.SKIP_BILL_OF_MATERIALS + " is true");
                }
            });
        }
        return items.isEmpty() ? EnumSet.allOf(Output.class) : outputs;
    }

    private boolean withoutBillsOfMaterials() {
        return root.get(ManifestKeys.SKIP_BILL_OF_MATERIALS)
                .flatMap(YamlValue::bool)
                .orElse(false);
    }

    private Map<String, Long> dashboards() {
        Map<String, Long> ids = new LinkedHashMap<>();
        root.get(ManifestKeys.DASHBOARDS).flatMap(YamlValue::mapping).ifPresent(mapping -> mapping.keys()
                .forEach(name -> mapping.require(name)
                        .ifPresent(value -> dashboard(value).ifPresent(id -> ids.put(name, id)))));
        return ids;
    }

    private static OptionalLong dashboard(YamlValue value) {
        OptionalLong id = value.whole();
        if (id.isPresent() && id.getAsLong() < 0) {
            value.problem("expected the dashboard's number on grafana.com");
        } else if (id.isPresent() && id.getAsLong() == 0) {
            value.notice("0 is no dashboard of grafana.com: it is built and not published");
        }
        return id;
    }

    private Map<String, Dependency> dependencies() {
        Optional<YamlValue> block = root.require(ManifestKeys.DEPENDENCIES);
        if (block.filter(YamlValue::isList).isPresent()) {
            return new ListedDependencies(variables).read(block.get());
        }
        Map<String, Dependency> dependencies = new LinkedHashMap<>();
        block.flatMap(YamlValue::mapping).ifPresent(mapping -> {
            mapping.allow(ManifestKeys.REPOSITORIES);
            mapping.require(ManifestKeys.ISTIO);
            mapping.keys().stream().filter(ManifestKeys.REPOSITORIES::contains).forEach(name -> mapping.get(name)
                    .ifPresentOrElse(
                            value -> dependency(name, mapping, value)
                                    .ifPresent(dependency -> dependencies.put(name, dependency)),
                            () -> mapping.notice(name, "dependencies." + name + " is empty and left out")));
            checkWorkspace(dependencies, mapping);
        });
        return dependencies;
    }

    private Optional<Dependency> dependency(String name, YamlMapping mapping, YamlValue value) {
        return value.mapping().map(entry -> new DependencyReader(variables).read(name, mapping.location(name), entry));
    }

    private static void checkWorkspace(Map<String, Dependency> dependencies, YamlMapping mapping) {
        Dependency envoy = dependencies.get(ManifestKeys.ENVOY);
        if (envoy != null
                && envoy.auto().filter(Auto.PROXY_WORKSPACE::equals).isPresent()
                && mapping.get(ManifestKeys.PROXY).isEmpty()) {
            mapping.problem(
                    ManifestKeys.ENVOY,
                    "dependencies.envoy: auto: proxy_workspace looks into the proxy repository, which is no dependency"
                            + " here");
        }
    }
}
