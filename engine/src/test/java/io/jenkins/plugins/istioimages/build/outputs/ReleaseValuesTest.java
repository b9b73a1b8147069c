package io.jenkins.plugins.istioimages.build.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseValuesTest {
    private final ReleaseValues values = new ReleaseValues("ghcr.io/resf/istio", "1.14.5");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hub: gcr.io/istio-testing | hub: ghcr.io/resf/istio",
                "hub: gcr.io/istio-release | hub: ghcr.io/resf/istio",
                "hub: registry.istio.io/testing | hub: ghcr.io/resf/istio",
                "'\"hub\": \"gcr.io/istio-testing\"' | '\"hub\": \"ghcr.io/resf/istio\"'",
                "tag: latest | tag: 1.14.5",
                "tag: master-latest-daily | tag: 1.14.5",
                "tag: release-1.14-latest-daily | tag: 1.14.5",
                "tag: 1.5-dev | tag: 1.14.5",
                "tag: 1.14-dev | tag: 1.14.5",
                "tag: 1.105-dev | tag: 1.14.5",
                "'\"tag\": \"latest\"' | '\"tag\": \"1.14.5\"'",
                "image: gcr.io/istio-testing/operator:1.14-dev | image: ghcr.io/resf/istio/operator:1.14.5"
            })
    void whatDevelopmentHasIsReplaced(String before, String after) {
        assertThat(values.in("a: 1\n  " + before + "\nb: 2\n")).isEqualTo("a: 1\n  " + after + "\nb: 2\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub: docker.io/someone",
                "hub: gcr.io/istio-testing-other",
                "tag: 1.14.3",
                "tag: latest-ish",
                "tag: \"\"",
                "tag: 1.14-dev.1",
                "image: proxyv2",
                "# the tag latest is no good"
            })
    void everythingElseStays(String text) {
        assertThat(values.in(text + "\n")).isEqualTo(text + "\n");
    }

    @Test
    void aLineOfWindowsKeepsItsEnd() {
        assertThat(values.in("tag: latest\r\nhub: gcr.io/istio-release\r\n"))
                .isEqualTo("tag: 1.14.5\r\nhub: ghcr.io/resf/istio\r\n");
    }

    @Test
    void dollarsAndBackslashesOfAHubMeanNothing() {
        assertThat(new ReleaseValues("a/$1\\b", "1").in("hub: gcr.io/istio-release"))
                .isEqualTo("hub: a/$1\\b");
    }

    @Property(tries = 100)
    void anyMinorOfADevelopmentTagIsReplaced(@ForAll @IntRange(max = 9999) int minor) {
        assertThat(values.in("tag: 1." + minor + "-dev")).isEqualTo("tag: 1.14.5");
    }

    @Property(tries = 100)
    void twiceIsAsGoodAsOnce(@ForAll String text) {
        String once = values.in(text + "\ntag: latest\n");
        assertThat(values.in(once)).isEqualTo(once);
    }
}
