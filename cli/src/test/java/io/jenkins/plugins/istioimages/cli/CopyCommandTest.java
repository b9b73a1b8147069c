package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyCommandTest {
    @TempDir
    Path directory;

    private String from;
    private String to;

    @BeforeEach
    void layoutWithThreeImages() {
        from = "oci:" + directory.resolve("from");
        to = "oci:" + directory.resolve("to");
        try (OciLayout layout = OciLayout.create(directory.resolve("from"))) {
            TestImages images = new TestImages(3);
            for (String name : List.of("pilot:1", "pilot:1-distroless", "proxyv2:1")) {
                Reference reference = Reference.parse("staging.example/istio/" + name);
                layout.tag(reference, images.image(layout, reference.repository(), Platform.LINUX_AMD64));
            }
        }
    }

    @Test
    void severalSourcesKeepTheirNamesBelowAHub() {
        CliRun run = CliRun.of(
                "copy",
                from + ":staging.example/istio/pilot:1",
                from + ":staging.example/istio/proxyv2:1",
                to + ":release.example/istio");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(tags("istio/pilot")).containsExactly("1");
        assertThat(tags("istio/proxyv2")).containsExactly("1");
        assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.startsWith("release.example/istio/p"));
    }

    @Test
    void aSlashMakesAHubOfTheDestinationOfOneImage() {
        CliRun run = CliRun.of("copy", from + ":staging.example/istio/pilot:1", to + ":release.example/istio/");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(tags("istio/pilot")).containsExactly("1");
    }

    @Test
    void allImagesOfALayoutGoBelowAHubOrKeepTheirFullNames() {
        CliRun hub = CliRun.of("copy", "--all-tags", from, to + ":release.example/istio/");
        assertThat(hub.status()).as(hub.err()).isZero();
        assertThat(tags("istio/pilot")).containsExactly("1", "1-distroless");
        assertThat(tags("istio/proxyv2")).containsExactly("1");

        CliRun same = CliRun.of("copy", "--all-tags", from, to);
        assertThat(same.status()).as(same.err()).isZero();
        try (OciLayout layout = OciLayout.open(directory.resolve("to"))) {
            assertThat(layout.tags(Repository.parse("staging.example/istio/pilot")))
                    .containsExactly("1", "1-distroless");
        }
    }

    @Test
    void allTagsOfOneRepositoryGoToAnother() {
        CliRun run =
                CliRun.of("copy", "--all-tags", from + ":staging.example/istio/pilot", to + ":release.example/other");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(tags("other")).containsExactly("1", "1-distroless");
    }

    @Test
    void twoImagesForOnePlaceAreRefusedBeforeAnythingIsWritten() {
        String pilot = from + ":staging.example/istio/pilot:1";
        CliRun run = CliRun.of("copy", pilot, pilot, to + ":release.example/istio/");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("would both become release.example/istio/pilot:1");
        assertThat(tags("istio/pilot")).isEmpty();
    }

    @Test
    void oneWordIsWrongUsage() {
        CliRun run = CliRun.of("copy", from);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("SRC... DST");
    }

    private List<String> tags(String path) {
        try (OciLayout layout = OciLayout.open(directory.resolve("to"))) {
            return layout.tags(new Repository("release.example", path));
        }
    }
}
