package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that is not ours finds in a layout what the catalog says. */
class CatalogSkopeoIT {
    @Test
    void skopeoReadsEveryTagWithTheDigestOfTheCatalog(@TempDir Path dir) {
        Path place = dir.resolve("layout");
        try (OciLayout layout = OciLayout.create(place)) {
            List<ImageRecord> records = List.of(
                    Releases.record(layout, "pilot", "debug", Platform.LINUX_AMD64),
                    Releases.record(layout, "pilot", "debug", Platform.LINUX_ARM64),
                    Releases.record(layout, "pilot", "distroless", Platform.LINUX_ARM64));

            Catalog catalog = new CatalogBuilder(layout, Releases.TAGS::of, Releases.ORDER)
                    .build(Releases.lock(), Optional.empty(), records);

            assertThat(catalog.images()).hasSize(2);
            catalog.images().forEach(image -> image.references().forEach(reference -> {
                String raw =
                        Tool.run(List.of("skopeo", "inspect", "--raw", "oci:" + place + ":" + reference), "skopeo");
                assertThat(Digest.sha256(raw)).isEqualTo(image.digest());
            }));
        }
    }
}
