package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin.AccessKey;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin.ServiceAccount;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BucketLoginTest {
    private static final BucketAddress S3 = BucketAddress.parse("s3://releases/istio");
    private static final BucketAddress GCS = BucketAddress.parse("gs://releases/istio");

    @Test
    void noneShowsItsSecret() {
        assertThat(new AccessKey("AKIATEST", "hidden", Optional.of("hidden-too")))
                .hasToString("the access key AKIATEST");
        assertThat(new ServiceAccount("{\"private_key\": \"hidden\"}")).hasToString("a Google service account");
        assertThat(new BucketLogin.Environment(Map.of("AWS_SECRET_ACCESS_KEY", "hidden")))
                .hasToString("the environment");
    }

    @Test
    void spaceAroundAKeyIsNoPartOfItAndAnEmptyTokenIsNone() {
        assertThat(new AccessKey(" AKIATEST\n", "secret\n", Optional.of(" ")))
                .isEqualTo(new AccessKey("AKIATEST", "secret"));
    }

    @Test
    void aKeyWithoutIdOrSecretIsNone() {
        assertThatThrownBy(() -> new AccessKey(" ", "secret"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the id is empty");
        assertThatThrownBy(() -> new AccessKey("AKIATEST", ""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the secret of AKIATEST is empty");
    }

    @Test
    void eachKindOfBucketTakesItsOwnLogins() {
        AccessKey key = new AccessKey("AKIATEST", "hidden");
        ServiceAccount account = new ServiceAccount(keyFile());
        assertThat(Buckets.open(S3, key).address()).isEqualTo(S3);
        assertThat(Buckets.open(GCS, account).address()).isEqualTo(GCS);
        assertThatThrownBy(() -> Buckets.open(GCS, key))
                .isInstanceOf(InputException.class)
                .hasMessage("gs://releases/istio takes a Google service account, not the access key AKIATEST");
        assertThatThrownBy(() -> Buckets.open(S3, account))
                .isInstanceOf(InputException.class)
                .hasMessage("s3://releases/istio takes an access key, not a Google service account");
    }

    @Test
    void aKeyFileThatIsNoneIsToldBeforeAnythingIsSent() {
        for (String json : new String[] {
            "",
            "hidden",
            "{}",
            "[1]",
            "{\"type\": \"external_account\"}",
            keyFile().replace("MII", "hid")
        }) {
            assertThatThrownBy(() -> Buckets.open(GCS, new ServiceAccount(json)))
                    .as(json)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("the key of the Google service account cannot be used")
                    .hasMessageNotContaining("hid");
        }
    }

    private static String keyFile() {
        return ServiceAccountFile.json("http://127.0.0.1:1/token");
    }
}
