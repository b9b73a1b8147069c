package io.jenkins.plugins.istioimages.publish.cosign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.attest.ImageAttester;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.cosign.CosignException.Reason;
import io.jenkins.plugins.istioimages.publish.sign.ImageSigner;
import io.jenkins.plugins.istioimages.publish.verify.ImageVerifier;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that a program has, which is called as cosign is; openssl makes the signatures and checks them. */
class CosignSignerIT {
    private static final String REFERENCE = "hashivault://release";
    private static final KeyReference KEY = KeyReference.parse(REFERENCE);
    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path home;

    @TempDir
    private Path temp;

    private CosignStandIn cosign;

    @BeforeEach
    void prepare() {
        cosign = CosignStandIn.in(home, CosignStandIn.V3).withKey(REFERENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {CosignStandIn.V2, CosignStandIn.V3, "devel"})
    void openssl_verifies_what_the_program_signed(String version) throws IOException {
        cosign = CosignStandIn.in(Files.createDirectory(home.resolve("v")), version)
                .withKey(REFERENCE);
        CosignSigner signer = signer(LONG);
        byte[] first = signer.sign(MESSAGE);
        assertThat(signer.sign(MESSAGE)).as("made with another nonce").isNotEqualTo(first);
        Path key = Files.writeString(
                temp.resolve("key.pub"), signer.verificationKey().pem());
        Path signature = Files.write(temp.resolve("signature"), first);
        Path message = Files.write(temp.resolve("message"), MESSAGE);
        assertThat(Tool.run(
                        List.of(
                                "openssl",
                                "dgst",
                                "-sha256",
                                "-verify",
                                "" + key,
                                "-signature",
                                "" + signature,
                                "" + message),
                        "openssl"))
                .contains("Verified OK");
        assertThat(signer).hasToString(KEY + ", " + signer.verificationKey());
    }

    @Test
    void a_second_run_finds_signatures_of_other_bytes_and_asks_for_none() {
        InMemoryStore store = new InMemoryStore();
        Repository repository = Repository.parse("registry.example/istio/pilot");
        ManifestContent index = new TestImages(1).index(store, repository, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        Claim claim = new Claim(PredicateType.PROVENANCE, Json.object().put("builder", "test"));
        CosignSigner signer = signer(LONG);
        assertThat(new ImageSigner(store, signer).sign(repository, index))
                .hasSize(3)
                .allMatch(ImageSigner.Signed::written);
        assertThat(new ImageAttester(store, signer).attest(repository, index, claim))
                .hasSize(3)
                .allMatch(ImageAttester.Attested::written);
        assertThat(cosign.calls())
                .filteredOn(call -> call.startsWith("sign-blob"))
                .as("one for each manifest, and one for the statement about all")
                .hasSize(4);
        store.clearLog();
        cosign.clearCalls();

        CosignSigner again = signer(LONG);
        assertThat(new ImageSigner(store, again).sign(repository, index)).noneMatch(ImageSigner.Signed::written);
        assertThat(new ImageAttester(store, again).attest(repository, index, claim))
                .noneMatch(ImageAttester.Attested::written);
        assertThat(store.log()).isEmpty();
        assertThat(cosign.calls()).noneMatch(call -> call.startsWith("sign-blob"));
        assertThat(new ImageVerifier(store, again.verificationKey(), List.of(PredicateType.PROVENANCE))
                        .verify(repository.digest(index.digest()))
                        .faults())
                .isEmpty();
    }

    @Test
    void what_was_cut_between_the_two_places_is_completed_with_the_same_signature() {
        InMemoryStore store = new InMemoryStore();
        Repository repository = Repository.parse("registry.example/istio/pilot");
        ManifestContent image = new TestImages(1).tagged(store, repository.tag("1.0"));
        CosignSigner signer = signer(LONG);
        new ImageSigner(store, signer).sign(repository, image);
        store.untag(repository.tag("sha256-" + image.digest().hex() + ".sig"));
        cosign.behaving("sign-blob refuse");
        assertThat(new ImageSigner(store, signer).sign(repository, image))
                .extracting(ImageSigner.Signed::written)
                .containsExactly(true, false, false);
        assertThat(new ImageSigner(store, signer).isSigned(repository, image.descriptor()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "public-key refuse, REFUSED, failed with exit code 1: Error: signing: AccessDeniedException",
        "public-key silent, WRONG_ANSWER, gave no public.pem",
        "public-key garbage, WRONG_ANSWER, gave no public key of hashivault://release",
        "public-key ask, REFUSED, user declined the prompt",
        "public-key hang, TIMEOUT, did not answer within 2 s"
    })
    void a_key_that_cannot_be_had_is_told_at_once(String mode, Reason reason, String message) {
        cosign.behaving(mode);
        CosignException error = catchThrowableOfType(
                CosignException.class, () -> signer(mode.endsWith("hang") ? Duration.ofSeconds(2) : LONG));
        assertThat(error).hasMessageContaining(message).hasMessageNotContaining("hvs.0123456789");
        assertThat(error.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "refuse, REFUSED, 'no kms:Sign for hashivault://release with the token ***'",
        "silent, WRONG_ANSWER, gave no signature",
        "garbage, WRONG_ANSWER, is no signature by hashivault://release",
        "otherkey, WRONG_ANSWER, is no signature by hashivault://release",
        "ask, REFUSED, user declined the prompt"
    })
    void a_signature_that_cannot_be_had_is_an_error_that_says_why_and_no_secret(
            String mode, Reason reason, String message) {
        CosignSigner signer = signer(LONG);
        cosign.behaving("sign-blob " + mode);
        CosignException error = catchThrowableOfType(CosignException.class, () -> signer.sign(MESSAGE));
        assertThat(error).hasMessageContaining(message).hasMessageNotContaining("hvs.0123456789");
        assertThat(error.reason()).isEqualTo(reason);
    }

    @Test
    void a_program_that_hangs_ends_when_the_thread_is_interrupted() throws Exception {
        CosignSigner signer = signer(LONG);
        cosign.clearCalls();
        cosign.behaving("sign-blob hang");
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                signer.sign(MESSAGE);
                ended.complete(new AssertionError("it signed"));
            } catch (CancelledException e) {
                ended.complete(e);
            }
        });
        thread.start();
        while (cosign.calls().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        thread.interrupt();
        assertThat(ended.get(1, TimeUnit.MINUTES)).isInstanceOf(CancelledException.class);
    }

    @Test
    void a_program_that_is_not_there_or_too_old_is_told() throws IOException {
        assertThatThrownBy(() -> CosignSigner.open(KEY, new CosignProgram("/nowhere/cosign", Map.of())))
                .isInstanceOfSatisfying(
                        CosignException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING))
                .hasMessageContaining("program '/nowhere/cosign' is not on this machine's PATH");
        cosign = CosignStandIn.in(Files.createDirectory(home.resolve("old")), "v1.13.6");
        assertThatThrownBy(() -> signer(LONG))
                .isInstanceOfSatisfying(
                        CosignException.class, e -> assertThat(e.reason()).isEqualTo(Reason.VERSION))
                .hasMessageContaining("is cosign 'v1.13.6'; expected version 2");
        Path odd = Files.copy(Path.of("/bin/true"), home.resolve("odd"));
        assertThatThrownBy(() -> CosignSigner.open(KEY, new CosignProgram(odd.toString(), System.getenv())))
                .isInstanceOfSatisfying(
                        CosignException.class, e -> assertThat(e.reason()).isEqualTo(Reason.VERSION));
    }

    @Test
    void files_of_a_call_are_for_this_user_alone_and_gone_afterwards() throws IOException {
        Path file;
        try (WorkFiles files = new WorkFiles()) {
            file = Files.write(files.file("message"), MESSAGE);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                    .isEqualTo("rwx------");
        }
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void no_secret_is_seen_in_the_list_of_processes_and_the_program_gets_what_is_for_it() {
        signer(LONG).sign(MESSAGE);
        assertThat(cosign.calls()).hasSize(3).noneMatch(call -> call.contains("hvs.0123456789"));
        assertThat(cosign.environment())
                .contains("VAULT_TOKEN=hvs.0123456789")
                .noneMatch(line -> line.startsWith("AWS_"))
                .noneMatch(line -> line.startsWith("COSIGN_"));
    }

    private CosignSigner signer(Duration limit) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", System.getenv("PATH"),
                "VAULT_TOKEN", "hvs.0123456789",
                "AWS_SECRET_ACCESS_KEY", "aws",
                "COSIGN_TLOG_UPLOAD", "true"));
        return CosignSigner.open(KEY, new CosignProgram(cosign.program().toString(), environment, limit));
    }
}
