package io.jenkins.plugins.istioimages.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedDependenciesTest {
    private static final String HEAD = "version: 1.5.0\ndocker: docker.io/istio\ndependencies:\n";
    private static final String ISTIO = "- org: istio\n  repo: istio\n  branch: release-1.5\n";

    @Test
    void releaseBuildersFirstExampleIsReadWithANotice() {
        ReadManifest read = read(HEAD + ISTIO + "- org: istio\n  repo: cni\n  branch: release-1.5\n");
        assertThat(read.manifest().dependencies().keySet()).containsExactly("istio", "cni");
        Dependency cni = read.manifest().dependencies().get("cni");
        assertThat(cni.git()).contains("https://github.com/istio/cni");
        assertThat(cni.branch()).contains("release-1.5");
        assertThat(read.notices())
                .extracting(Object::toString)
                .anyMatch(notice -> notice.contains("dependencies is a list of org and repo, an older form"));
    }

    @Test
    void aCommitMayBeGiven() {
        String sha = "0123456789abcdef0123456789abcdef01234567";
        assertThat(read(HEAD + "- {org: istio, repo: istio, sha: " + sha + "}\n")
                        .manifest()
                        .dependencies()
                        .get("istio")
                        .sha())
                .contains(sha);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {org: istio, repo: cni, branch: a} | istio is missing",
                "- {org: istio, repo: istio} | does not say which commit",
                "- {repo: istio, branch: a} | org",
                "- {org: istio, branch: a} | repo",
                "- {org: istio, repo: itsio, branch: a} | istio",
                "- {org: istio, repo: istio, brnch: a} | branch",
                "- istio | expected"
            })
    void whatIsWrongIsToldWithItsPlace(String list, String told) {
        assertThatThrownBy(() -> read(HEAD + list + "\n"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("manifest.yaml:")
                .hasMessageContaining(told);
    }

    @Test
    void aRepositoryThatStandsTwiceIsToldOnce() {
        assertThatThrownBy(() -> read(HEAD + ISTIO + ISTIO))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("istio stands here twice");
    }

    private static ReadManifest read(String text) {
        return ManifestReader.read("manifest.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
