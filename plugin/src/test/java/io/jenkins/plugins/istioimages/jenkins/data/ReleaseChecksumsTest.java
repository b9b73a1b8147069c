package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseChecksumsTest {
    private static final String SUM = "0".repeat(64);

    @Test
    void files_are_known_by_their_paths() {
        assertThat(ReleaseChecksums.read(SUM + "  helm/base-1.14.5.tgz\n" + SUM + " *a..b\n"))
                .containsOnlyKeys("helm/base-1.14.5.tgz", "a..b")
                .containsValue(SUM);
        assertThat(ReleaseChecksums.read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../x", "/etc/passwd", "a/../../x", "a//b", "a/", "./a", "..", "a\\..\\b", "a\u0001b", "a/./b"})
    void a_path_that_leads_elsewhere_is_refused(String path) {
        assertThatThrownBy(() -> ReleaseChecksums.read(SUM + "  " + path + "\n"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageContaining("no checksum of a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0  a", "  a"})
    void a_line_that_is_none_is_refused(String line) {
        assertThatThrownBy(() -> ReleaseChecksums.read(line)).isInstanceOf(MalformedContentException.class);
    }
}
