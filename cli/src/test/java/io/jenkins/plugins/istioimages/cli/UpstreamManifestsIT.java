package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Manifests with the keys of release-builder's own examples, of its newest and its first releases, over the repositories
 * of mini-istio: read, planned, built.
 */
class UpstreamManifestsIT {
    /** Which releases have an example of this form. */
    enum Form {
        NEWEST("1.19.0-test", "ztunnel envoy release-builder"),
        RELEASE_1_14("1.14.0-test", "pkg envoy release-builder"),
        RELEASE_1_6("1.6.0", "cni gogo-genproto pkg envoy"),
        RELEASE_1_4("1.4.0", "cni operator gogo-genproto pkg");

        private final String version;
        private final String some;

        Form(String version, String some) {
            this.version = version;
            this.some = some;
        }

        String text() {
            String head = "version: " + version + "\ndocker: docker.io/istio\n";
            return switch (this) {
                case NEWEST ->
                    head + "directory: /tmp/istio-release\n" + dependencies("""
                        api: modules*
                        proxy: deps
                        ztunnel: deps
                        client-go: modules*
                        test-infra: master
                        tools: master
                        envoy: proxy_workspace
                        release-builder: master
                        """)
                            + "dashboards:\n  istio-mesh-dashboard: 7639\n  ztunnel-dashboard: 0\n"
                            + "architectures: [linux/amd64, linux/arm64]\n";
                case RELEASE_1_14 ->
                    head + "directory: /tmp/istio-release\n" + dependencies("""
                        api: modules
                        proxy: deps
                        pkg: modules
                        client-go: release-1.14*
                        test-infra: master
                        tools: release-1.14
                        envoy: proxy_workspace
                        release-builder: release-1.14
                        """)
                            + "dashboards:\n  pilot-dashboard: 7645\n";
                case RELEASE_1_6 ->
                    head + "directory: /tmp/istio-release\nignoreVulnerability: false\n" + dependencies("""
                        cni: deps
                        api: modules
                        client-go: release-1.14*
                        gogo-genproto: release-1.14
                        pkg: modules
                        proxy: deps
                        test-infra: master
                        tools: release-1.14
                        envoy: proxy_workspace
                        """);
                case RELEASE_1_4 -> head + dependencies("""
                        cni: release-1.14
                        operator: release-1.14
                        api: modules
                        proxy: deps
                        pkg: modules
                        client-go: modules
                        gogo-genproto: modules
                        test-infra: master
                        tools: release-1.14
                        """);
            };
        }

        /** Lines of {@code name: branch} or {@code name: auto}; a star means that its tags are Go's. */
        private static String dependencies(String lines) {
            StringBuilder text = new StringBuilder("dependencies:\n");
            Stream.concat(Stream.of("istio: release-1.14"), lines.lines()).forEach(line -> {
                String[] words = line.split(": ", -1);
                String commit = words[1].replace("*", "");
                boolean looked = List.of("deps", "modules", "proxy_workspace").contains(commit);
                text.append("  " + words[0] + ":\n    git: https://github.com/istio/" + words[0] + "\n");
                text.append("    " + (looked ? "auto: " : "branch: ") + commit + "\n");
                text.append(words[1].endsWith("*") ? "    goversionenabled: true\n" : "");
            });
            return text.toString();
        }
    }

    @TempDir
    static Path directory;

    private static DemoProcess process;

    @BeforeAll
    static void repositories() throws Exception {
        process = DemoProcess.in(directory);
        MiniRepositories.create(directory);
    }

    @ParameterizedTest
    @EnumSource
    void anExampleIsReadAndPlanned(Form form) throws Exception {
        String said = process.run(arguments("plan", form).toArray(String[]::new));
        assertThat(said)
                .contains("version " + form.version, "stage istio-linux-amd64", "stage archive", "stage sources");
        Stream.of(form.some.split(" ", -1))
                .forEach(name -> assertThat(said).containsPattern("\n  " + name + " [0-9a-f]{40} "));
    }

    @Test
    void theNewestIsBuiltWithEverything() throws Exception {
        List<String> arguments = arguments("build", Form.NEWEST);
        arguments.addAll(List.of("-o", "newest", "-q", "--platform", "linux/amd64"));
        process.run(arguments.toArray(String[]::new));
        assertBuilt("newest", "1.19.0-test");
        assertThat(directory.resolve("newest/out"))
                .isDirectoryContaining("glob:**/istio-1.19.0-test-linux-amd64.tar.gz")
                .isDirectoryContaining("glob:**/helm")
                .isDirectoryContaining("glob:**/rpm");
    }

    @Test
    void theFirstIsBuiltWithEverything() throws Exception {
        List<String> arguments = arguments("build", Form.RELEASE_1_4);
        arguments.addAll(List.of("-o", "first", "-q"));
        process.run(arguments.toArray(String[]::new));
        assertBuilt("first", "1.4.0");
        assertThat(directory.resolve("first/out/licenses")).isDirectoryContaining("glob:**/cni.tar.gz");
    }

    private static void assertBuilt(String release, String version) {
        assertThat(CatalogYaml.read(directory.resolve(release + "/out/images.yaml"))
                        .images())
                .extracting(CatalogImage::name)
                .contains("pilot", "proxyv2", "install-cni");
        assertThat(directory.resolve(release + "/out/manifest.yaml")).content().contains("version: " + version);
    }

    private static List<String> arguments(String verb, Form form) throws Exception {
        Path manifest = directory.resolve(form.name() + ".yaml");
        Files.writeString(
                manifest, form.text().replaceAll("https://github.com/istio/(\\S+)", "target/demo/git/$1.git"));
        return new ArrayList<>(List.of(verb, "--allow-unsupported", "-m", manifest.toString(), "--cache", "cache"));
    }
}
