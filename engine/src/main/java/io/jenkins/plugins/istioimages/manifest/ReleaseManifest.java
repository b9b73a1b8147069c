package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to build: release-builder's {@code manifest.yaml} (release-builder pkg/model/model.go).
 *
 * @param version release version, trimmed, never with a leading v
 * @param docker hub written into charts and image names; empty where the manifest has none
 * @param dockerOutput whether images leave as archives or stay in the local daemon
 * @param architectures platforms of images and packages, in the order of the manifest
 * @param directory working root; empty means a new temporary one
 * @param proxyOverride base URL to take the Envoy binary from
 * @param outputs what to build, in the order of the enum; all of them where the manifest names none
 * @param dashboards grafana.com ids by dashboard name
 * @param skipGenerateBillOfMaterials whether no SBOM is made
 * @param dependencies source repositories by key, in the order of the manifest
 */
public record ReleaseManifest(
        String version,
        Optional<String> docker,
        DockerOutput dockerOutput,
        List<Platform> architectures,
        Optional<String> directory,
        Optional<String> proxyOverride,
        Set<Output> outputs,
        Map<String, Long> dashboards,
        boolean skipGenerateBillOfMaterials,
        Map<String, Dependency> dependencies) {

    public ReleaseManifest {
        architectures = List.copyOf(architectures);
        outputs = Collections.unmodifiableSet(new TreeSet<>(outputs));
        dashboards = Collections.unmodifiableMap(new LinkedHashMap<>(dashboards));
        dependencies = Collections.unmodifiableMap(new LinkedHashMap<>(dependencies));
    }
}
