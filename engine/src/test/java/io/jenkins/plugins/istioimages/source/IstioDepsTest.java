package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IstioDepsTest {
    private static final String SHA = "86a72d03a426ae77aaa72522f20cdf9d582d1fe6";

    @Test
    void aRepositoryHasItsCommitOrTag() {
        IstioDeps deps = parse("""
                [
                  {"_comment": "", "name": "PROXY_REPO_SHA", "repoName": "proxy", "file": "",
                   "lastStableSHA": "86a72d03a426ae77aaa72522f20cdf9d582d1fe6"},
                  {"name": "AGENTGATEWAY_IMAGE", "repoName": "agentgateway", "lastStableSHA": "v1.4.1",
                   "more": {"a": [1, 2, {"repoName": 3}]}},
                  {"repoName": "none", "lastStableSHA": " "}
                ]
                """);

        assertThat(deps.revision("proxy")).contains(SHA);
        assertThat(deps.revision("agentgateway")).contains("v1.4.1");
        assertThat(deps.revision("none")).isEmpty();
        assertThat(deps.revision("cni")).isEmpty();
        assertThat(deps.repoNames()).containsExactly("proxy", "agentgateway", "none");
    }

    @Test
    void theLastEntryOfARepositoryCounts() {
        IstioDeps deps = parse(
                "[{\"repoName\":\"cni\",\"lastStableSHA\":\"a\"},{\"repoName\":\"cni\",\"lastStableSHA\":\"b\"}]");

        assertThat(deps.revision("cni")).contains("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|1:1",
                "~~|1:1",
                "[1]|1:2",
                "[{\"repoName\": 1}]|1:15",
                "[{\"lastStableSHA\": null}]|1:20",
                "[] x|1:4",
                "[] []|1:4",
                "[{\"repoName\": \"a\"|1:",
                "[[[[|1:2",
            })
    void whatIsMalformedIsToldWithItsPlace(String text, String place) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(SourceFileException.class)
                .hasMessageStartingWith("istio@0:istio.deps:" + place);
    }

    private static IstioDeps parse(String text) {
        return IstioDeps.parse(new SourceText("istio@0:istio.deps", text));
    }
}
