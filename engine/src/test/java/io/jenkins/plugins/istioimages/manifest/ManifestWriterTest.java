package io.jenkins.plugins.istioimages.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManifestWriterTest {
    @Test
    void theLeastManifestIsShort() {
        assertThat(ManifestWriter.write(ManifestTexts.read(ManifestTexts.SMALL).manifest()))
                .isEqualTo("""
                        version: 1.14.5
                        dockerOutput: tar
                        architectures: [linux/amd64]
                        dependencies:
                          istio:
                            git: https://github.com/istio/istio
                            branch: release-1.14
                        """);
    }

    @Test
    void everyKeyIsWritten() {
        assertThat(ManifestWriter.write(ManifestTexts.read(ManifestTexts.NEWEST).manifest()))
                .startsWith("""
                        version: 1.31.0-rc.1
                        docker: docker.io/istio
                        dockerOutput: context
                        architectures: [linux/amd64, linux/arm64]
                        directory: /tmp/istio-release
                        proxyOverride: https://storage.googleapis.com/istio-build/proxy
                        outputs: [docker, helm, rpm]
                        skipGenerateBillOfMaterials: true
                        dependencies:
                          istio:
                            git: https://github.com/istio/istio
                            branch: release-1.31
                            sha: 0123456789abcdef0123456789abcdef01234567
                          api:
                            git: https://github.com/istio/api
                            auto: modules
                            goversionenabled: true
                        """)
                .endsWith("""
                        dashboards:
                          istio-mesh-dashboard: 7639
                          ztunnel-dashboard: 0
                        """);
    }

    @Test
    void textThatLooksLikeSomethingElseIsQuoted() {
        String written = ManifestWriter.write(ManifestTexts.read("""
                        version: 1.10
                        directory: "true"
                        dependencies:
                          istio: {git: a/b, branch: 1.10}
                        """).manifest());

        assertThat(written).contains("version: '1.10'", "directory: 'true'", "branch: '1.10'");
    }
}
