package io.jenkins.plugins.istioimages.publish.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.sign.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
    private static final byte[] BODY = "hello world".getBytes(StandardCharsets.UTF_8);
    private static final String TYPE = "http://example.com/HelloWorld";

    @Test
    void what_is_signed_is_encoded_as_the_protocol_says() {
        assertThat(new String(Envelope.encode(TYPE, BODY), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
        assertThat(new String(Envelope.encode("é", new byte[0]), StandardCharsets.UTF_8))
                .as("lengths are in bytes")
                .isEqualTo("DSSEv1 2 é 0 ");
    }

    /** dsse, protocol.md, "Test Vectors": the numbers there are r and s, which stand in DER here. */
    @Test
    void the_protocols_own_example_is_signed_to_the_byte() {
        Envelope envelope = Envelope.sign(TYPE, BODY, TestKeys.dsse());
        byte[] pair = Base64.getDecoder()
                .decode("A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==");
        String numbers = HexFormat.of().formatHex(pair);
        byte[] der = HexFormat.of().parseHex("30440220" + numbers.substring(0, 64) + "0220" + numbers.substring(64));
        assertThat(new String(envelope.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"payload\":\"aGVsbG8gd29ybGQ=\",\"payloadType\":\"http://example.com/HelloWorld\","
                        + "\"signatures\":[{\"keyid\":\"\",\"sig\":\""
                        + Base64.getEncoder().encodeToString(der)
                        + "\"}]}");
        assertThat(envelope.isSignedBy(TestKeys.dsse().verificationKey())).isTrue();
    }

    @Test
    void an_envelope_is_read_back_and_of_several_signatures_one_is_enough() {
        Envelope mine = Envelope.sign(TYPE, BODY, TestKeys.ed25519());
        Envelope read = Envelope.parse(mine.bytes(), "envelope");
        assertThat(read.payload()).isEqualTo(BODY);
        assertThat(read.payloadType()).isEqualTo(TYPE);
        assertThat(read.isSignedBy(TestKeys.ed25519().verificationKey())).isTrue();
        assertThat(read.isSignedBy(TestKeys.ecdsa().verificationKey())).isFalse();

        String two = new String(mine.bytes(), StandardCharsets.UTF_8).replace("[{", "[{\"sig\":\"AAAA\"},{");
        assertThat(Envelope.parse(two.getBytes(StandardCharsets.UTF_8), "envelope")
                        .isSignedBy(TestKeys.ed25519().verificationKey()))
                .isTrue();
    }

    @Test
    void both_alphabets_of_base64_are_read() {
        byte[] odd = {(byte) 0xfb, (byte) 0xff, (byte) 0xfe};
        String text = new String(Envelope.sign(TYPE, odd, TestKeys.ed25519()).bytes(), StandardCharsets.UTF_8);
        assertThat(text).contains("+//+");
        byte[] other = text.replace('+', '-').getBytes(StandardCharsets.UTF_8);
        assertThat(Envelope.parse(other, "envelope").payload()).isEqualTo(odd);
    }

    @ParameterizedTest
    @CsvSource({"aGVsbG8gd29ybGQ=, aGVsbG8gd29ybGU=", "HelloWorld, HelloWorle"})
    void a_changed_payload_or_type_is_not_signed(String from, String to) {
        String changed = new String(Envelope.sign(TYPE, BODY, TestKeys.ecdsa()).bytes(), StandardCharsets.UTF_8)
                .replace(from, to);
        assertThat(Envelope.parse(changed.getBytes(StandardCharsets.UTF_8), "envelope")
                        .isSignedBy(TestKeys.ecdsa().verificationKey()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`[]`, is not a JSON object",
                "`{\"payload\":\"\"}`, is no DSSE envelope",
                "`{\"payloadType\":\"x\",\"signatures\":{}}`, is no DSSE envelope",
                "`{\"payloadType\":\"x\",\"payload\":\"!\",\"signatures\":[]}`, `its payload is not Base64`",
                "`{\"payloadType\":\"x\",\"payload\":\"\",\"signatures\":[{\"sig\":\"!\"}]}`, a signature is not Base64"
            })
    void what_is_no_envelope_is_refused(String text, String message) {
        assertThatThrownBy(() -> Envelope.parse(text.getBytes(StandardCharsets.UTF_8), "the attachment"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageContaining("the attachment")
                .hasMessageContaining(message);
    }

    @Test
    void an_envelope_without_signatures_is_signed_by_nobody() {
        byte[] none = Json.canonical(
                Json.object().put("payloadType", TYPE).put("payload", "").set("signatures", Json.array()));
        assertThat(Envelope.parse(none, "envelope").isSignedBy(TestKeys.ecdsa().verificationKey()))
                .isFalse();
    }
}
