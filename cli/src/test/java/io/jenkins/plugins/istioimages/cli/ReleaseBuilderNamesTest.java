package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReleaseBuilderNamesTest {
    @Test
    void optionsOfReleaseBuilderMeanOurs() {
        assertThat(ReleaseBuilderNames.translated(
                        "publish", "--release", "out", "--dockerhub", "docker.io/istio", "--dockertags=1.20.0,latest"))
                .containsExactly("publish", "--release", "out", "--hub", "docker.io/istio", "--tag=1.20.0,latest");
        assertThat(ReleaseBuilderNames.translated("publish", "--cosignkey", "k", "--helmhub", "h"))
                .containsExactly("publish", "--sign", "k", "--chart-hub", "h");
    }

    @Test
    void bucketsGetTheirKind() {
        assertThat(ReleaseBuilderNames.translated(
                        "publish", "--gcsbucket", "istio-release/releases", "--gcsaliases", "a"))
                .containsExactly("publish", "--bucket", "gs://istio-release/releases", "--bucket-alias", "a");
        assertThat(ReleaseBuilderNames.translated("publish", "--s3bucket=b/p", "--s3helmbucket", "c", "--helmbucket=d"))
                .containsExactly("publish", "--bucket=s3://b/p", "--helm-bucket", "s3://c", "--helm-bucket=gs://d");
    }

    @Test
    void otherVerbsAndWordsStay() {
        assertThat(ReleaseBuilderNames.translated("copy", "--dockerhub")).containsExactly("copy", "--dockerhub");
        assertThat(ReleaseBuilderNames.translated()).isEmpty();
        assertThat(ReleaseBuilderNames.translated("publish", "--hub", "a=b"))
                .containsExactly("publish", "--hub", "a=b");
    }

    @Test
    void theyReachTheCommand() {
        CliRun run = CliRun.of("publish", "--release", "nowhere", "--dockerhub", "h.example/x", "--cosignkey=k");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is no release of this program in nowhere");
    }
}
