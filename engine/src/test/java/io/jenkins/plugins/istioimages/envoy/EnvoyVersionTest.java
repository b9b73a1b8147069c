package io.jenkins.plugins.istioimages.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvoyVersionTest {
    private static final String SHA = "47df873eb1bd7cb914a6433f73f8a31abde61dbc";
    private static final String TEXT = SHA + "/1.22.5/Clean/RELEASE/BoringSSL";

    @Test
    void theLineThatEnvoyWritesIsRead() {
        EnvoyVersion version = EnvoyVersion.find(List.of("", "/usr/local/bin/envoy  version: " + TEXT, ""))
                .orElseThrow();
        assertThat(version).isEqualTo(new EnvoyVersion(SHA, "1.22.5", "Clean/RELEASE/BoringSSL"));
        assertThat(version).hasToString(TEXT);
    }

    @Test
    void developmentVersionsAreVersions() {
        assertThat(EnvoyVersion.find(SHA + "/1.36.0-dev/Modified/DEBUG/BoringSSL-FIPS"))
                .contains(new EnvoyVersion(SHA, "1.36.0-dev", "Modified/DEBUG/BoringSSL-FIPS"));
    }

    @Test
    void otherLinesAreNone() {
        assertThat(EnvoyVersion.find(List.of("exec format error", SHA, "0/1.22.5/Clean/RELEASE/BoringSSL")))
                .isEmpty();
    }

    @Test
    void aPatchedTreeAgreesWithACleanOne() {
        assertThat(version(TEXT).agreesWith(version(SHA + "/1.22.5/Modified/RELEASE/BoringSSL")))
                .isTrue();
    }

    @Test
    void anotherCommitOrAnotherNumberDoesNotAgree() {
        assertThat(version(TEXT).agreesWith(version(TEXT.replace("47df", "57df"))))
                .isFalse();
        assertThat(version(TEXT).agreesWith(version(TEXT.replace("1.22.5", "1.22.6"))))
                .isFalse();
    }

    @Test
    void aCommitAloneAgreesWithAllOfIt() {
        assertThat(EnvoyVersion.of(SHA).agreesWith(version(TEXT))).isTrue();
        assertThat(version(TEXT).agreesWith(EnvoyVersion.of(SHA))).isTrue();
        assertThat(EnvoyVersion.of(SHA)).hasToString(SHA);
    }

    private static EnvoyVersion version(String text) {
        return EnvoyVersion.find(text).orElseThrow();
    }
}
