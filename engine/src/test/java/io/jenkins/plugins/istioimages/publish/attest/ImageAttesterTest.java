package io.jenkins.plugins.istioimages.publish.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.AttachedDocument;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.publish.attach.Attachments;
import io.jenkins.plugins.istioimages.publish.attach.ImageParts;
import io.jenkins.plugins.istioimages.publish.sign.PreparedSignatures;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import io.jenkins.plugins.istioimages.publish.sign.TestKeys;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageAttesterTest {
    private static final Claim SBOM =
            new Claim("https://cyclonedx.org/bom", Json.object().put("bomFormat", "CycloneDX"));
    private static final Claim OTHER =
            new Claim("https://cyclonedx.org/bom", Json.object().put("bomFormat", "other"));

    private final InMemoryStore store = new InMemoryStore();
    private final Repository repository = Repository.parse("registry.example/istio/pilot");
    private final ManifestContent index =
            new TestImages(1).index(store, repository, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
    private final SigningKey key = TestKeys.ecdsa();

    @Test
    void index_and_every_platform_get_one_statement_about_all_of_them() {
        List<ImageAttester.Attested> done = new ImageAttester(store, key).attest(repository, index, SBOM);
        assertThat(done)
                .extracting(ImageAttester.Attested::part)
                .containsExactly("index", "linux/amd64", "linux/arm64");
        for (ImageAttester.Attested one : done) {
            List<AttachedDocument> found = attachments(one.manifest()).read();
            assertThat(found).hasSize(1);
            Statement statement = ImageAttestation.verified(found.get(0), one.manifest(), key.verificationKey());
            assertThat(statement.predicateType()).isEqualTo("https://cyclonedx.org/bom");
            assertThat(statement.predicate()).isEqualTo(SBOM.predicate());
            assertThat(statement.subjects())
                    .containsExactlyElementsOf(done.stream()
                            .map(part -> new Statement.Subject(repository.toString(), part.manifest()))
                            .toList());
        }
    }

    @Test
    void the_layout_is_cosigns_and_the_referrers_that_of_in_toto() {
        new ImageAttester(store, key).attest(repository, index, SBOM);
        ImageManifest image = (ImageManifest)
                store.manifest(repository.tag("sha256-" + index.digest().hex() + ".att"))
                        .parse();
        Descriptor layer = image.layers().get(0);
        assertThat(layer.mediaType()).isEqualTo("application/vnd.dsse.envelope.v1+json");
        assertThat(layer.annotations())
                .isEqualTo(
                        Map.of("dev.cosignproject.cosign/signature", "", "predicateType", "https://cyclonedx.org/bom"));
        Descriptor referrer = store.referrers(repository, index.digest()).get(0);
        assertThat(referrer.artifactType()).contains("application/vnd.in-toto+json");
        ImageManifest manifest =
                (ImageManifest) store.manifest(repository, referrer.digest()).parse();
        assertThat(manifest.layers()).containsExactly(layer);
        assertThat(manifest.config().mediaType()).isEqualTo("application/vnd.oci.empty.v1+json");
    }

    @Test
    void a_second_run_writes_nothing_and_another_claim_is_added() {
        new ImageAttester(store, key).attest(repository, index, SBOM);
        store.clearLog();
        assertThat(new ImageAttester(store, key).attest(repository, index, SBOM))
                .noneMatch(ImageAttester.Attested::written);
        assertThat(store.log()).isEmpty();
        assertThat(new ImageAttester(store, key).attest(repository, index, OTHER))
                .allMatch(ImageAttester.Attested::written);
        assertThat(attachments(index.digest()).tagged()).hasSize(2);
        assertThat(attachments(index.digest()).referring()).hasSize(2);
        assertThat(new ImageAttester(store, TestKeys.ed25519()).attest(repository, index, SBOM))
                .as("by another key")
                .allMatch(ImageAttester.Attested::written);
    }

    @Test
    void provenance_of_a_build_that_was_repeated_is_told_once_by_its_first_run() {
        ImageAttester attester = new ImageAttester(store, key);
        attester.attest(repository, index, provenance("build 1", "builder"));
        assertThat(attester.attest(repository, index, provenance("build 2", "builder")))
                .extracting(ImageAttester.Attested::written)
                .containsOnly(false);
        assertThat(attester.attest(repository, index, provenance("build 2", "somebody else")))
                .extracting(ImageAttester.Attested::written)
                .containsOnly(true);
    }

    @Test
    void what_the_owner_of_a_key_signed_before_is_all_that_can_be_attached() {
        Claim claim = provenance("build 1", "builder");
        List<Digest> manifests = ImageParts.of(store, repository, index).stream()
                .map(part -> part.manifest().digest())
                .toList();
        byte[] message = ImageAttester.message(repository, manifests, claim);
        ImageAttester attester = new ImageAttester(store, PreparedSignatures.of(key, List.of(message)));
        assertThat(attester.attest(repository, index, claim)).hasSameSizeAs(manifests);
        assertThat(new ImageAttester(store, key).isAttested(repository, index.descriptor(), claim))
                .isTrue();
        assertThatThrownBy(() -> attester.attest(repository, index, SBOM)).isInstanceOf(WorkException.class);
    }

    private static Claim provenance(String run, String builder) {
        ObjectNode predicate = Json.object().put("buildDefinition", "all");
        ObjectNode details = predicate.putObject("runDetails");
        details.putObject("builder").put("id", builder);
        details.putObject("metadata").put("invocationId", run);
        return new Claim(PredicateType.PROVENANCE, predicate);
    }

    @Test
    void a_copy_takes_its_attestations_along_and_needs_no_new_ones() {
        new ImageAttester(store, key).attest(repository, index, SBOM);
        store.tag(repository.tag("1.0"), index);
        InMemoryStore target = new InMemoryStore();
        Repository release = Repository.parse("other.example/release/pilot");
        new ImageCopier(store, target, CopyOptions.everything()).copy(repository.tag("1.0"), release.tag("1.0"));
        target.clearLog();
        assertThat(target.tags(release))
                .contains("sha256-" + index.digest().hex() + ".att")
                .hasSize(4);
        assertThat(new ImageAttester(target, key).attest(release, index, SBOM))
                .noneMatch(ImageAttester.Attested::written);
        assertThat(target.log()).isEmpty();
    }

    @Test
    void what_says_nothing_of_an_image_is_told_why() {
        byte[] about = new Statement("x:y", List.of(), Json.object()).bytes();
        refused(Envelope.sign(Envelope.IN_TOTO, about, key), "it is about other images");
        refused(Envelope.sign("text/plain", about, key), "its payload is of the type 'text/plain'");
        refused(
                Envelope.sign(Envelope.IN_TOTO, "hello".getBytes(StandardCharsets.UTF_8), key),
                "its statement is not valid JSON");
        refused(Envelope.sign(Envelope.IN_TOTO, about, TestKeys.dsse()), "signed with another key, or changed since");
    }

    @Test
    void every_image_of_a_release_gets_all_claims() {
        AttestedRelease release =
                new AttestedRelease(new ImageAttester(store, key), List.of(SBOM, new Claim("a:b", Json.object())));
        release.image(repository, index);
        assertThat(release.attestations()).hasSize(6);
        assertThat(release.attestations())
                .filteredOn(one -> one.part().equals("index"))
                .extracting(ImageAttester.Attested::predicateType)
                .containsExactly("a:b", "https://cyclonedx.org/bom");
    }

    private void refused(Envelope envelope, String message) {
        AttachedDocument document = AttachedDocument.of(AttachmentKind.ATTESTATION, envelope.bytes(), Map.of());
        assertThat(ImageAttestation.saidType(document)).isEqualTo("unknown type");
        assertThatThrownBy(() -> ImageAttestation.verified(document, index.digest(), key.verificationKey()))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageContaining(message);
    }

    private Attachments attachments(Digest manifest) {
        return new Attachments(
                store,
                repository,
                store.resolve(repository.digest(manifest)).orElseThrow(),
                AttachmentKind.ATTESTATION);
    }
}
