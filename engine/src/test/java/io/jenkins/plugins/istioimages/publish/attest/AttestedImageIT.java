package io.jenkins.plugins.istioimages.publish.attest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.sign.ImageSigner;
import io.jenkins.plugins.istioimages.publish.sign.KeyPassword;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import io.jenkins.plugins.istioimages.publish.verify.ImageVerifier;
import io.jenkins.plugins.istioimages.publish.verify.VerificationReport;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provenance in Debian's docker-registry, signed with a key of openssl and checked by it, and promoted to another one. */
class AttestedImageIT {
    private static DockerRegistry registry;
    private static DockerRegistry other;
    private static RegistryStore store;

    @TempDir
    private Path temp;

    @BeforeAll
    static void start() {
        registry = DockerRegistry.start();
        other = DockerRegistry.start();
        store = new RegistryStore(RegistryOptions.defaults());
    }

    @AfterAll
    static void stop() {
        store.close();
        other.close();
        registry.close();
    }

    @Test
    void openssl_verifies_the_envelope_and_signatures_and_provenance_survive_promotion() throws IOException {
        Path secret = temp.resolve("key.pem");
        Path shown = temp.resolve("key.pub");
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", secret.toString());
        openssl("pkey", "-in", secret.toString(), "-pubout", "-out", shown.toString());
        SigningKey key = SigningKey.read(secret, KeyPassword.none());
        Repository staging = registry.repository("staging/pilot");
        ManifestContent index = new TestImages(7).index(store, staging, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        Claim claim = new Provenance(
                        ProvenanceTest.lock(false),
                        Optional.empty(),
                        RunFacts.of(RunFacts.LOCAL_BUILDER, Map.of("istio-images", "1")))
                .claim();

        new ImageSigner(store, key).sign(staging, index);
        List<ImageAttester.Attested> attested = new ImageAttester(store, key).attest(staging, index, claim);
        assertThat(attested).hasSize(3).allMatch(ImageAttester.Attested::written);
        for (ImageAttester.Attested one : attested) {
            verify(shown, staging, one.manifest());
        }
        store.tag(staging.tag("1.14.5"), index);

        Repository release = other.repository("release/pilot");
        new ImageCopier(store, store, CopyOptions.everything()).copy(staging.tag("1.14.5"), release.tag("1.14.5"));
        VerificationReport report = new ImageVerifier(
                        store, key.verificationKey(), List.of("https://slsa.dev/provenance/v1"))
                .verify(release.tag("1.14.5"));
        assertThat(report.faults()).isEmpty();
        assertThat(report.parts()).hasSize(3);

        int before = writes();
        assertThat(new ImageSigner(store, key).sign(release, index)).noneMatch(ImageSigner.Signed::written);
        assertThat(new ImageAttester(store, key).attest(release, index, claim))
                .noneMatch(ImageAttester.Attested::written);
        assertThat(writes()).isEqualTo(before);
    }

    /** By hand, with what dsse's protocol.md says. */
    private void verify(Path shown, Repository repository, Digest manifest) throws IOException {
        ImageManifest image = (ImageManifest) store.manifest(repository.tag("sha256-" + manifest.hex() + ".att"))
                .parse();
        Descriptor layer = image.layers().get(0);
        ObjectNode envelope = Json.readObject(TestImages.read(store, repository, layer), "envelope");
        byte[] payload = Base64.getDecoder().decode(envelope.get("payload").asText());
        assertThat(new String(payload, StandardCharsets.UTF_8))
                .contains("\"_type\":\"https://in-toto.io/Statement/v1\"")
                .contains("\"predicateType\":\"https://slsa.dev/provenance/v1\"")
                .contains("\"sha256\":\"" + manifest.hex() + "\"");
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(
                ("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(payload);
        Path message = Files.write(temp.resolve("message"), signed.toByteArray());
        Path signature = Files.write(
                temp.resolve("signature"),
                Base64.getDecoder()
                        .decode(envelope.path("signatures").path(0).path("sig").asText()));
        openssl("dgst", "-sha256", "-verify", shown.toString(), "-signature", signature.toString(), message.toString());
    }

    private static int writes() {
        return (int) other.log()
                .lines()
                .filter(line -> line.contains("\"PUT /v2/") || line.contains("\"POST /v2/"))
                .count();
    }

    private static void openssl(String... words) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Tool.run(command, "openssl");
    }
}
