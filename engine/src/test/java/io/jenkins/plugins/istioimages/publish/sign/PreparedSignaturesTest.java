package io.jenkins.plugins.istioimages.publish.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreparedSignaturesTest {
    private static final byte[] MESSAGE = "of a digest".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "of another".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void whatTheOwnerSignedIsSignedAndNothingElse(KeyKind kind) {
        SigningKey key = key(kind);
        PreparedSignatures prepared = PreparedSignatures.of(key, List.of(MESSAGE));
        assertThat(prepared.sign(MESSAGE)).isEqualTo(key.sign(MESSAGE));
        assertThat(prepared.verificationKey()).hasToString(key.verificationKey().toString());
        assertThatThrownBy(() -> prepared.sign(OTHER))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("has signed no such message");
        assertThat(prepared).hasToString("1 signatures by " + key.verificationKey());
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureThatIsNoneIsNotHandedOn(KeyKind kind) {
        SigningKey key = key(kind);
        PreparedSignatures prepared =
                new PreparedSignatures(key.verificationKey(), Map.of(Digest.sha256(MESSAGE), key.sign(OTHER)));
        assertThatThrownBy(() -> prepared.sign(MESSAGE)).isInstanceOf(WorkException.class);
    }

    private static SigningKey key(KeyKind kind) {
        return kind == KeyKind.ED25519 ? TestKeys.ed25519() : TestKeys.ecdsa();
    }
}
