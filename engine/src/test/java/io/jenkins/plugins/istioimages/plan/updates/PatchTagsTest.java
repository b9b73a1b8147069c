package io.jenkins.plugins.istioimages.plan.updates;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.plan.SupportedRelease;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTagsTest {
    private final PatchTags tags = new PatchTags(List.of(
            "1.14.5",
            "1.14.10",
            "1.14.9",
            "1.15.0-rc.1",
            "v1.14.11",
            "1.14.12-distroless",
            "1.9.9",
            "1.14",
            "2022-10-12"));

    @Test
    void aReleaseIsThreeNumbersAndTheyAreComparedAsNumbers() {
        assertThat(tags.newest("1.14").map(SupportedRelease::version)).contains("1.14.10");
        assertThat(tags.newest("1.15")).isEmpty();
        assertThat(tags.lines()).extracting(SupportedRelease::version).containsExactly("1.14.10", "1.9.9");
    }

    @ParameterizedTest
    @CsvSource({
        "1.14.5, 1.14.4, true",
        "1.14.5, 1.14.5, false",
        "1.14.5, 1.14.6, false",
        "1.14.10, 1.14.9, true",
        "1.14.0, 1.14.0-rc.1, true",
        "1.14.0, 1.14-alpha.86c9f01fd73a, true",
        "1.14.5, 1.14.6-beta.0, false",
        "1.14.5, 1.14.5-resf.2, false",
        "1.14.6, 1.14.5-resf.2, true",
    })
    void whatCameOutAfterAVersionIsNewer(String release, String version, boolean newer) {
        assertThat(PatchTags.isNewer(SupportedRelease.parse(release, ""), new ReleaseVersion(version)))
                .isEqualTo(newer);
    }
}
