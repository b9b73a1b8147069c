package io.jenkins.plugins.istioimages.manifest;

import java.nio.charset.StandardCharsets;

/** Manifests that tests read. */
final class ManifestTexts {
    /** The least that is a manifest. */
    static final String SMALL = """
            version: 1.14.5
            dependencies:
              istio:
                git: https://github.com/istio/istio
                branch: release-1.14
            """;

    /** Every key of the newest form. */
    static final String NEWEST = """
            # a comment
            version: 1.31.0-rc.1
            docker: docker.io/istio
            dockerOutput: context
            directory: /tmp/istio-release
            proxyOverride: https://storage.googleapis.com/istio-build/proxy
            skipGenerateBillOfMaterials: true
            outputs: [Docker, helm, RPM]
            dependencies:
              istio:
                git: https://github.com/istio/istio
                branch: release-1.31
                sha: 0123456789abcdef0123456789ABCDEF01234567
              api:
                git: https://github.com/istio/api
                auto: modules
                goversionenabled: true
              proxy:
                git: https://github.com/istio/proxy
                auto: deps
              ztunnel:
                git: git@github.com:istio/ztunnel.git
                auto: deps
              client-go:
                git: https://github.com/istio/client-go
                auto: modules
                goversionenabled: true
              test-infra:
                git: https://github.com/istio/test-infra
                branch: master
              tools:
                localpath: ../tools
              envoy:
                git: https://github.com/envoyproxy/envoy
                auto: proxy_workspace
              enhancements:
                git: https://github.com/istio/enhancements
                branch: master
              release-builder:
                git: https://github.com/istio/release-builder
                branch: master
              common-files:
                git: https://github.com/istio/common-files
                branch: master
            dashboards:
              istio-mesh-dashboard: 7639
              ztunnel-dashboard: 0
            architectures: [linux/amd64, linux/arm64]
            """;

    /** The form of release-builder's first README. */
    static final String SEED = """
            version: 1.2.3
            docker: docker.io/istio
            directory: /tmp/istio-release
            ignoreVulnerability: true
            dependencies:
              istio:
                git: https://github.com/istio/istio
                branch: release-1.4
              cni:
                git: https://github.com/istio/cni
                auto: deps
              operator:
                git: https://github.com/istio/operator
                auto: modules
            # Extra dependencies, just for publish
              api:
                git: https://github.com/istio/api
                auto: modules
              proxy:
                git: https://github.com/istio/proxy
                auto: deps
              pkg:
                git: https://github.com/istio/pkg
                auto: modules
              gogo-genproto:
                git: https://github.com/istio/gogo-genproto
                branch: release-1.4
            proxyOverride: https://storage.googleapis.com/istio-build/proxy
            """;

    private ManifestTexts() {}

    static ReadManifest read(String text) {
        return ManifestReader.read("manifest.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@link #SMALL} with further lines at the end. */
    static ReadManifest readSmallAnd(String lines) {
        return read(SMALL + lines);
    }

    /** The least manifest with another version line. */
    static ReadManifest readVersion(String line) {
        return read(SMALL.replace("version: 1.14.5", line));
    }

    /** The least manifest with other lines, indented by four, for the istio dependency. */
    static ReadManifest readIstio(String lines) {
        return read("version: 1.14.5\ndependencies:\n  istio:\n" + lines.indent(4));
    }
}
