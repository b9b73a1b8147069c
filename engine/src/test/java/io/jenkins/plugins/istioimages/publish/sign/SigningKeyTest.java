package io.jenkins.plugins.istioimages.publish.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyTest {
    private static final byte[] MESSAGE = "sample".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({"ecdsa, correct horse, ECDSA P-256", "ed25519, '', Ed25519"})
    void a_key_that_cosigns_library_encrypted_is_opened_and_fits_its_public_half(
            String name, String password, String kind) {
        SigningKey key = SigningKey.parse(resource(name + ".key"), name, KeyPassword.of(password));
        VerificationKey shown = VerificationKey.parse(resource(name + ".pub"), name);
        assertThat(key.verificationKey().fingerprint()).isEqualTo(shown.fingerprint());
        assertThat(shown.kind()).hasToString(kind);
        assertThat(shown.verifies(MESSAGE, key.sign(MESSAGE))).isTrue();
        assertThat(key.verificationKey().pem()).isEqualTo(resource(name + ".pub"));
    }

    @Test
    void signatures_over_p256_are_those_of_rfc_6979() {
        // RFC 6979, A.2.5
        SigningKey key = SigningKey.parse(
                pem("PRIVATE KEY", p256("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")),
                "key",
                KeyPassword.none());
        assertThat(HexFormat.of().withUpperCase().formatHex(key.sign(MESSAGE)))
                .isEqualTo("3046022100EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                        + "022100F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
        assertThat(key.verificationKey().pem().replaceAll("\\s|-----[A-Z ]+-----", ""))
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(HexFormat.of()
                                .parseHex("3059301306072A8648CE3D020106082A8648CE3D03010703420004"
                                        + "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                                        + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")));
    }

    @Test
    void signatures_of_ed25519_are_those_of_rfc_8032() {
        // RFC 8032, 7.1, test 2
        byte[] pkcs8 = HexFormat.of()
                .parseHex("302E020100300506032B657004220420"
                        + "4CCD089B28FF96DA9DB6C346EC114E0F5B8A319F35ABA624DA8CF6ED4FB8A6FB");
        SigningKey key = SigningKey.parse(pem("PRIVATE KEY", pkcs8), "key", KeyPassword.none());
        assertThat(HexFormat.of().formatHex(key.sign(new byte[] {0x72})))
                .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        assertThat(key.verificationKey().verifies(new byte[] {0x72}, key.sign(new byte[] {0x72})))
                .isTrue();
    }

    @Test
    void a_signature_of_something_else_or_by_another_key_or_of_no_form_does_not_verify() {
        SigningKey key = SigningKey.parse(resource("ecdsa.key"), "key", KeyPassword.of("correct horse"));
        VerificationKey other = VerificationKey.parse(resource("ed25519.pub"), "other");
        byte[] signature = key.sign(MESSAGE);
        assertThat(key.verificationKey().verifies(new byte[] {1}, signature)).isFalse();
        assertThat(other.verifies(MESSAGE, signature)).isFalse();
        assertThat(key.verificationKey().verifies(MESSAGE, new byte[] {1, 2, 3}))
                .isFalse();
        assertThat(key.verificationKey().verifies(MESSAGE, new byte[0])).isFalse();
    }

    @Test
    void a_wrong_or_missing_password_is_told_and_never_shown() {
        assertThatThrownBy(() -> SigningKey.parse(resource("ecdsa.key"), "cosign.key", KeyPassword.of("battery")))
                .isInstanceOf(InputException.class)
                .hasMessage("the password of cosign.key is wrong, or it is damaged");
        assertThatThrownBy(() -> SigningKey.parse(resource("ecdsa.key"), "cosign.key", KeyPassword.none()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cosign.key is encrypted")
                .hasMessageContaining("COSIGN_PASSWORD");
    }

    @Test
    void passwords_come_from_a_file_without_its_last_line_break_or_from_the_environment() throws IOException {
        Path file = Files.writeString(temp.resolve("password"), "two\nlines \r\n");
        assertThat(KeyPassword.ofFile(file).get()).contains("two\nlines ");
        assertThat(KeyPassword.ofEnvironment(Map.of("COSIGN_PASSWORD", "")).get())
                .contains("");
        assertThat(KeyPassword.ofEnvironment(Map.of()).get()).isEmpty();
        assertThatThrownBy(() -> KeyPassword.ofFile(temp.resolve("none")).get())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot read the password file");
    }

    @Test
    void keys_of_other_kinds_and_curves_are_refused_by_name() throws GeneralSecurityException {
        assertThatThrownBy(() -> SigningKey.parse(pem("PRIVATE KEY", generated("RSA")), "a.pem", KeyPassword.none()))
                .isInstanceOf(InputException.class)
                .hasMessage("a.pem holds an RSA key; expected ECDSA P-256 or Ed25519");
        assertThatThrownBy(() -> SigningKey.parse(pem("PRIVATE KEY", generated("Ed448")), "a.pem", KeyPassword.none()))
                .hasMessage("a.pem holds an Ed448 key; expected ECDSA P-256 or Ed25519");
        KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(new ECGenParameterSpec("secp384r1"));
        Key secret = p384.generateKeyPair().getPrivate();
        assertThatThrownBy(() -> SigningKey.parse(pem("PRIVATE KEY", secret.getEncoded()), "a.pem", KeyPassword.none()))
                .hasMessageContaining("another curve than P-256");
        Key shown = p384.generateKeyPair().getPublic();
        assertThatThrownBy(() -> VerificationKey.parse(pem("PUBLIC KEY", shown.getEncoded()), "a.pub"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("another curve than P-256");
    }

    @ParameterizedTest
    @CsvSource({
        "EC PRIVATE KEY, openssl pkcs8",
        "ENCRYPTED PRIVATE KEY, openssl pkcs8",
        "PUBLIC KEY, private half",
        "CERTIFICATE, expected PRIVATE KEY",
        "PRIVATE KEY, unknown kind",
        "ENCRYPTED SIGSTORE PRIVATE KEY, as cosign writes it"
    })
    void what_is_no_key_to_sign_with_is_told_with_what_would_be_right(String label, String advice) {
        assertThatThrownBy(() -> SigningKey.parse(pem(label, new byte[] {1, 2, 3}), "the.key", KeyPassword.of("")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the.key")
                .hasMessageContaining(advice);
    }

    @Test
    void a_private_key_is_no_key_to_verify_with() {
        assertThatThrownBy(() -> VerificationKey.parse(resource("ecdsa.key"), "cosign.key"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected a PUBLIC KEY, the other half of the pair");
        assertThatThrownBy(() -> VerificationKey.parse("hello", "x.pub")).hasMessageContaining("x.pub holds no key");
        assertThatThrownBy(() -> VerificationKey.parse(pem("PUBLIC KEY", new byte[] {1}), "x.pub"))
                .hasMessageContaining("unknown kind");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"N\":65536', '\"N\":1048576', scrypt parameters",
        "'\"N\":65536', '\"N\":3', scrypt parameters",
        "'\"r\":8', '\"r\":0', parameter r",
        "'\"p\":1', '\"p\":70000', scrypt parameters",
        "scrypt, argon2, 'its kdf is ''argon2'''",
        "nacl/secretbox, aes, 'its cipher is ''aes'''",
        "salt, pepper, its salt is missing",
        "'\"nonce\":\"', '\"nonce\":\"AAAA', its nonce has 27 bytes",
        "'\"ciphertext\":\"', '\"ciphertext\":\"!', its ciphertext is not Base64"
    })
    void a_damaged_or_greedy_cosign_key_is_refused_with_the_place(String from, String to, String message) {
        String json = new String(PemBlock.first(resource("ecdsa.key"), "key").content(), StandardCharsets.UTF_8);
        assertThat(json).contains(from);
        byte[] changed = json.replace(from, to).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> CosignKey.open(changed, "cosign.key", "correct horse"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cosign.key is no key file as cosign writes it")
                .hasMessageContaining(message);
    }

    @Test
    void a_file_that_is_not_there_or_far_too_large_is_no_key() throws IOException {
        assertThatThrownBy(() -> SigningKey.read(temp.resolve("none"), KeyPassword.none()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot read the key");
        Path large = Files.write(temp.resolve("large"), new byte[70_000]);
        assertThatThrownBy(() -> VerificationKey.read(large))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 70000 bytes");
    }

    @Test
    void a_secret_box_opens_only_whole() {
        // "Cryptography in NaCl", section 10, the example that all implementations share.
        byte[] key = HexFormat.of().parseHex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
        byte[] nonce = HexFormat.of().parseHex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
        byte[] box = HexFormat.of()
                .parseHex(
                        "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a"
                                + "c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae"
                                + "90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74"
                                + "e355a5");
        assertThat(SecretBox.open(key, nonce, box))
                .hasValueSatisfying(message -> assertThat(HexFormat.of().formatHex(message))
                        .startsWith("be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffc")
                        .hasSize(2 * 131));
        box[40] ^= 1;
        assertThat(SecretBox.open(key, nonce, box)).isEmpty();
        assertThat(SecretBox.open(key, nonce, new byte[15])).isEmpty();
    }

    static String resource(String name) {
        try (InputStream in = SigningKeyTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] p256(String secret) {
        return HexFormat.of()
                .parseHex("3041020100301306072A8648CE3D020106082A8648CE3D030107042730250201010420" + secret);
    }

    private static byte[] generated(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }
}
