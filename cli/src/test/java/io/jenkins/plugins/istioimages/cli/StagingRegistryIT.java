package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same release into Debian's docker-registry behind a password, and out of it again with skopeo and with copy. */
class StagingRegistryIT {
    @TempDir
    Path directory;

    @Test
    void aReleaseIsStagedBehindAPasswordAndReadByOthers() throws Exception {
        DemoProcess demo = DemoProcess.in(directory);
        Path password = Files.writeString(directory.resolve("password"), "secret-for-bob\n");
        try (DockerRegistry registry =
                DockerRegistry.configure().htpasswd("bob", "secret-for-bob").start()) {
            String login = registry.host() + "=bob:" + password;
            String said = demo.run("demo", "--staging", registry.host() + "/mini", "--registry-login", login);
            assertThat(said).contains("verified").doesNotContain("secret-for-bob");
            Catalog catalog = CatalogYaml.read(directory.resolve("target/demo/out/images.yaml"));
            assertThat(catalog.images()).hasSizeGreaterThan(3);
            for (CatalogImage image : catalog.images()) {
                Reference reference = image.references().get(0);
                assertThat(reference.repository().registry()).isEqualTo(registry.host());
                readWithSkopeo(reference);
            }
            String copied = demo.run(
                    "copy",
                    catalog.images().get(0).references().get(0).toString(),
                    "oci:copied",
                    "--registry-login",
                    login);
            assertThat(copied).contains(catalog.images().get(0).digest().toString());
            assertThat(demo.run("demo", "--staging", registry.host() + "/mini", "--registry-login", login))
                    .contains("[istio-linux-amd64] is done already");
        }
    }

    private void readWithSkopeo(Reference reference) {
        Tool.run(
                List.of(
                        "skopeo",
                        "copy",
                        "-q",
                        "--all",
                        "--preserve-digests",
                        "--src-tls-verify=false",
                        "--src-creds",
                        "bob:secret-for-bob",
                        "docker://" + reference,
                        "oci:" + directory.resolve("skopeo") + ":"
                                + reference.repository().name()
                                + reference.tag().orElseThrow()),
                "",
                "skopeo");
    }
}
