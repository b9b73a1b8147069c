package io.jenkins.plugins.istioimages.publish.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimpleSigningTest {
    private static final String HEX = "87ef60f558bad79beea6425a3b28989f01dd417164150ab3baab98dcbf04def8";
    private static final Digest DIGEST = Digest.parse("sha256:" + HEX);

    @Test
    void the_bytes_are_those_of_cosign() {
        assertThat(text(SimpleSigning.of(Repository.parse("us.gcr.io/dlorenc-vmtest2/demo"), DIGEST)))
                .isEqualTo("{\"critical\":{\"identity\":{\"docker-reference\":\"us.gcr.io/dlorenc-vmtest2/demo\"},"
                        + "\"image\":{\"docker-manifest-digest\":\"sha256:" + HEX + "\"},"
                        + "\"type\":\"cosign container image signature\"},\"optional\":null}");
    }

    @Test
    void docker_hub_is_called_as_cosign_calls_it() {
        assertThat(SimpleSigning.of(Repository.parse("istio/pilot"), DIGEST).dockerReference())
                .isEqualTo("index.docker.io/istio/pilot");
        assertThat(SimpleSigning.of(Repository.parse("docker.io.example/pilot"), DIGEST)
                        .dockerReference())
                .isEqualTo("docker.io.example/pilot");
    }

    @Test
    void a_payload_is_read_back_whatever_it_claims_beside() {
        SimpleSigning mine = SimpleSigning.of(Repository.parse("localhost:5000/pilot"), DIGEST);
        assertThat(SimpleSigning.parse(mine.bytes(), "payload")).isEqualTo(mine);
        String more = text(mine).replace("null", "{\"creator\":\"atomic\",\"timestamp\":1458239713}");
        assertThat(SimpleSigning.parse(more.getBytes(StandardCharsets.UTF_8), "payload"))
                .isEqualTo(mine);
    }

    @ParameterizedTest
    @CsvSource({
        "cosign container image signature, atomic container signature, is of the type",
        "sha256:, md5:, names no image",
        "docker-manifest-digest, digest, names no image",
        "optional, critical, not valid JSON",
        "critical, Critical, is of the type ''"
    })
    void a_payload_of_something_else_is_refused(String from, String to, String message) {
        byte[] changed = text(SimpleSigning.of(Repository.parse("localhost:5000/pilot"), DIGEST))
                .replace(from, to)
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> SimpleSigning.parse(changed, "payload sha256:abc"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageContaining("payload sha256:abc")
                .hasMessageContaining(message);
    }

    private static String text(SimpleSigning payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}
