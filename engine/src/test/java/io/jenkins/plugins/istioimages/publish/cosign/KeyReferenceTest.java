package io.jenkins.plugins.istioimages.publish.cosign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReferenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "awskms:///alias/release",
                "awskms://localhost:4566/arn:aws:kms:us-east-1:000000000000:key/1234abcd",
                "gcpkms://projects/p/locations/global/keyRings/r/cryptoKeys/k/versions/1",
                "azurekms://vault.vault.azure.net/key",
                "hashivault://release",
                "k8s://istio/cosign",
                "gitlab://istio/release",
                "pkcs11:token=release;slot-id=0;id=%01;object=key?module-path=/usr/lib/softhsm/libsofthsm2.so"
            })
    void what_cosign_reaches_is_no_file(String text) {
        assertThat(KeyReference.isMeant(text)).isTrue();
        assertThat(KeyReference.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"release.key", "/etc/keys/release.key", "../a:b", "C:\\keys\\release.key", "pkcs11"})
    void a_file_is_one(String text) {
        assertThat(KeyReference.isMeant(text)).isFalse();
    }

    @Test
    void what_is_none_is_refused_with_what_would_be_right() {
        assertThatThrownBy(() -> KeyReference.parse("awskm:///alias/release"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'awskm:///alias/release' names a key of a kind that is not known")
                .hasMessageContaining("hashivault://KEY")
                .hasMessageEndingWith("did you mean 'awskms://'?");
        for (String none : List.of("hashivault://", "pkcs11:", "hashivault://a b", "hashivault://a\u0000")) {
            assertThatThrownBy(() -> KeyReference.parse(none))
                    .as(none)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("names no key; expected ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pkcs11:object=key?pin-value=1234", "pkcs11:token=t;pin-value=1234", "pkcs11:pin-value=1234"})
    void a_pin_does_not_stand_in_a_list_of_processes(String text) {
        assertThatThrownBy(() -> KeyReference.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("COSIGN_PKCS11_PIN")
                .hasMessageNotContaining("1234");
    }

    @Test
    void a_service_gets_its_own_variables_and_no_options_of_cosign() {
        Map<String, String> all = Map.of(
                "PATH", "/bin",
                "https_proxy", "http://proxy:3128",
                "VAULT_TOKEN", "hvs.secret",
                "AWS_SECRET_ACCESS_KEY", "aws-secret",
                "GITHUB_TOKEN", "github-secret",
                "COSIGN_PASSWORD", "password",
                "COSIGN_TLOG_UPLOAD", "true",
                "COSIGN_REPOSITORY", "elsewhere");
        CosignEnvironment vault = new CosignProgram("cosign", all).environment(KeyService.VAULT);
        assertThat(vault.variables()).containsOnlyKeys("PATH", "https_proxy", "VAULT_TOKEN", "COSIGN_PASSWORD");
        assertThat(vault.withoutSecrets(
                        "denied for hvs.secret (password), Bearer abcdef0123456789, eyJhbGciOiJFUzI1.x.y"))
                .isEqualTo("denied for *** (***), Bearer ***, ***");
        assertThat(new CosignProgram("cosign", all).environment(KeyService.AWS).variables())
                .containsKey("AWS_SECRET_ACCESS_KEY")
                .doesNotContainKey("VAULT_TOKEN");
    }
}
