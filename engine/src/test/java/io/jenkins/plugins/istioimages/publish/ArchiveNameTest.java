package io.jenkins.plugins.istioimages.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchiveNameTest {
    private static final List<String> VARIANTS = List.of("distroless", "debug");

    @Test
    void name_version_and_variant_come_from_the_tag_and_the_architecture_from_the_config() {
        assertThat(named("istio/pilot:1.14.5", "linux/amd64")).isEqualTo(new ArchiveName("pilot", "1.14.5", ""));
        assertThat(named("ghcr.io/x/pilot:1.14.5-distroless", "linux/amd64"))
                .isEqualTo(new ArchiveName("pilot", "1.14.5", "distroless"));
        assertThat(named("istio/install-cni:1.20.0-alpha.3-debug-arm64", "linux/arm64"))
                .isEqualTo(new ArchiveName("install-cni", "1.20.0-alpha.3", "debug"));
        assertThat(named("istio/pilot:1.14.5-ppc64le", "linux/ppc64le"))
                .isEqualTo(new ArchiveName("pilot", "1.14.5", ""));
        assertThat(named("istio/pilot:1.14.5-armv7", "linux/arm/v7")).isEqualTo(new ArchiveName("pilot", "1.14.5", ""));
    }

    @Test
    void a_suffix_that_is_not_the_images_own_architecture_belongs_to_the_version() {
        assertThat(named("istio/pilot:1.0-arm64", "linux/amd64")).isEqualTo(new ArchiveName("pilot", "1.0-arm64", ""));
        assertThat(named("istio/app_sidecar_debian_12:1.0", "linux/amd64").image())
                .isEqualTo("app_sidecar_debian_12");
        assertThat(named("istio/pilot:arm64", "linux/arm64").version()).isEqualTo("arm64");
        assertThat(named("istio/pilot:debug", "linux/arm64")).isEqualTo(new ArchiveName("pilot", "debug", ""));
    }

    @Test
    void a_file_name_tells_image_and_variant_and_no_version() {
        assertThat(ArchiveName.ofFile("pilot-distroless-arm64.tar.gz", Platform.LINUX_ARM64, VARIANTS))
                .isEqualTo(new ArchiveName("pilot", "", "distroless"));
        assertThat(ArchiveName.ofFile("install-cni.tgz", Platform.LINUX_AMD64, VARIANTS))
                .isEqualTo(new ArchiveName("install-cni", "", ""));
        assertThat(ArchiveName.isArchive("a.tar")).isTrue();
        assertThat(ArchiveName.isArchive("a.tar.gz.sha256")).isFalse();
    }

    @Test
    void a_tag_gets_the_suffix_of_the_variant() {
        assertThat(new ArchiveName("pilot", "1", "debug").tag("latest")).isEqualTo("latest-debug");
        assertThat(new ArchiveName("pilot", "1", "").tag("latest")).isEqualTo("latest");
    }

    private static ArchiveName named(String reference, String platform) {
        return ArchiveName.of(Reference.parse(reference), Platform.parse(platform), VARIANTS);
    }
}
