package io.jenkins.plugins.istioimages.publish.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketAddressTest {
    @Test
    void anAddressSaysBucketPrefixAndHowTheStoreIsReached() {
        BucketAddress address = BucketAddress.parse(
                "s3://releases/a/b/?endpoint=https%3A%2F%2Fminio.example:9000&region=eu-west-1&pathStyle=true");
        assertThat(address.kind()).isEqualTo(BucketAddress.Kind.S3);
        assertThat(address.bucket()).isEqualTo("releases");
        assertThat(address.prefix()).isEqualTo("a/b");
        assertThat(address.key("latest")).isEqualTo("a/b/latest");
        assertThat(address.endpoint()).contains(URI.create("https://minio.example:9000"));
        assertThat(address.region()).contains("eu-west-1");
        assertThat(address.pathStyle()).contains(true);
        assertThat(address.conditional()).isTrue();
        assertThat(address).hasToString("s3://releases/a/b?endpoint=https://minio.example:9000");
    }

    @Test
    void aBucketOfGoogleNeedsItsNameAlone() {
        BucketAddress address = BucketAddress.parse("gs://istio-release");
        assertThat(address.kind()).isEqualTo(BucketAddress.Kind.GCS);
        assertThat(address.key("latest")).isEqualTo("latest");
        assertThat(address.at("charts").key("index.yaml")).isEqualTo("charts/index.yaml");
        assertThat(BucketAddress.parse("gs://istio-release?conditions=none").conditional())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "releases",
                "http://releases",
                "s3://",
                "s3://a",
                "s3://releases/../x",
                "s3://releases/a//b",
                "s3://rel eases/a",
                "s3://releases?endpoint=ftp://x",
                "s3://releases?endpoint=https://user:secret@x",
                "s3://releases?endpoint=%zz",
                "s3://releases?region=a/b",
                "s3://releases?pathStyle=yes",
                "s3://releases?conditions=some",
                "s3://releases?region",
                "s3://releases?region=a&region=b",
                "gs://releases?region=a"
            })
    void whatIsNoAddressIsTold(String text) {
        assertThatThrownBy(() -> BucketAddress.parse(text)).isInstanceOf(InputException.class);
    }

    @Test
    void aMistypedParameterIsHintedAt() {
        assertThatThrownBy(() -> BucketAddress.parse("s3://releases?endpiont=https://x"))
                .hasMessageContaining("endpoint");
    }
}
