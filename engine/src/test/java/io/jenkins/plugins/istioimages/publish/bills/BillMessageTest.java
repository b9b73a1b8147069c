package io.jenkins.plugins.istioimages.publish.bills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.catalog.sbom.ImageBom;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signer takes from somebody else who has no key. */
class BillMessageTest {
    private static final Repository HUB = Repository.parse("registry.example/istio/pilot");
    private static final Digest MANIFEST = Digest.sha256("image".getBytes(StandardCharsets.UTF_8));
    private static final String BILL =
            "{\"spdxVersion\": \"SPDX-2.3\", \"documentNamespace\": \"" + ImageBom.namespace(MANIFEST) + "\"}";

    @Test
    void the_statement_is_about_that_manifest_in_that_repository_and_has_the_bill_as_it_is() {
        assertThat(new String(BillMessage.of(HUB, MANIFEST, bytes(BILL)), StandardCharsets.UTF_8))
                .startsWith("DSSEv1 28 application/vnd.in-toto+json ")
                .endsWith("\"predicate\":" + BILL + ",\"predicateType\":\"https://spdx.dev/Document\",\"subject\":[{"
                        + "\"digest\":{\"sha256\":\"" + MANIFEST.hex() + "\"},\"name\":\"" + HUB + "\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "[]",
                "{}",
                "{\"documentNamespace\": \"https://example.com/other\"}",
                "BILL , \"subject\": [{\"name\": \"x\", \"digest\": {\"sha256\": \"00\"}}]",
                "BILL BILL",
                "{\"a\": BILL"
            })
    void what_is_no_bill_of_it_or_more_than_one_is_not_signed(String text) {
        assertThatThrownBy(() -> BillMessage.of(HUB, MANIFEST, bytes(text.replace("BILL", BILL))))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("what was sent as the bill of materials of " + MANIFEST + " is not signed");
    }

    @Test
    void one_that_another_reader_would_read_otherwise_is_not_signed() {
        assertThatThrownBy(() -> BillMessage.of(HUB, MANIFEST, BILL.getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(WorkException.class);
        assertThatThrownBy(() -> BillMessage.of(HUB, MANIFEST, new byte[BillMessage.LARGEST + 1]))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("at most " + BillMessage.LARGEST);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
