package io.jenkins.plugins.istioimages.publish.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.AttachedDocument;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.publish.attach.Attachments;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.ForwardingStore;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageSignerTest {
    private final InMemoryStore store = new InMemoryStore();
    private final Repository repository = Repository.parse("registry.example/istio/pilot");
    private final ManifestContent index =
            new TestImages(1).index(store, repository, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
    private final SigningKey key =
            SigningKey.parse(SigningKeyTest.resource("ecdsa.key"), "ecdsa.key", KeyPassword.of("correct horse"));
    private final SigningKey other =
            SigningKey.parse(SigningKeyTest.resource("ed25519.key"), "ed25519.key", KeyPassword.of(""));

    @Test
    void index_and_every_platform_are_signed_by_digest() {
        List<ImageSigner.Signed> signed = new ImageSigner(store, key).sign(repository, index);
        assertThat(signed).extracting(ImageSigner.Signed::part).containsExactly("index", "linux/amd64", "linux/arm64");
        assertThat(signed).allMatch(ImageSigner.Signed::written);
        for (ImageSigner.Signed one : signed) {
            assertThat(attachments(one.manifest()).tagged()).singleElement().satisfies(document -> assertThat(
                            ImageSignature.fault(document, one.manifest(), key.verificationKey()))
                    .isEmpty());
            assertThat(attachments(one.manifest()).referring()).singleElement().satisfies(document -> assertThat(
                            document.descriptor())
                    .isEqualTo(attachments(one.manifest()).tagged().get(0).descriptor()));
        }
    }

    @Test
    void the_image_under_the_tag_is_as_cosign_makes_it() {
        new ImageSigner(store, key).sign(repository, index);
        ImageManifest image =
                (ImageManifest) store.manifest(tag(index.digest())).parse();
        byte[] payload = SimpleSigning.of(repository, index.digest()).bytes();
        assertThat(image.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThat(image.layers())
                .containsExactly(Descriptor.of("application/vnd.dev.cosign.simplesigning.v1+json", payload)
                        .withAnnotations(Map.of(
                                "dev.cosignproject.cosign/signature",
                                Base64.getEncoder().encodeToString(key.sign(payload)))));
        assertThat(image.config().mediaType()).isEqualTo("application/vnd.oci.image.config.v1+json");
        assertThat(new String(TestImages.read(store, repository, image.config()), StandardCharsets.UTF_8))
                .isEqualTo("{\"architecture\":\"\",\"config\":{},\"created\":\"0001-01-01T00:00:00Z\","
                        + "\"history\":[{\"created\":\"0001-01-01T00:00:00Z\"}],\"os\":\"\",\"rootfs\":{\"diff_ids\":[\""
                        + Digest.sha256(payload) + "\"],\"type\":\"layers\"}}");
        assertThat(image.subject()).isEmpty();
    }

    @Test
    void the_referrer_has_the_type_that_cosign_asks_for() {
        new ImageSigner(store, key).sign(repository, index);
        List<Descriptor> referrers = store.referrers(repository, index.digest());
        assertThat(referrers).singleElement().satisfies(referrer -> assertThat(referrer.artifactType())
                .contains("application/vnd.dev.cosign.artifact.sig.v1+json"));
        ImageManifest manifest = (ImageManifest)
                store.manifest(repository, referrers.get(0).digest()).parse();
        assertThat(manifest.subject()).contains(index.descriptor());
        assertThat(manifest.config().mediaType()).isEqualTo("application/vnd.dev.cosign.artifact.sig.v1+json");
    }

    @Test
    void a_second_run_writes_nothing() {
        new ImageSigner(store, key).sign(repository, index);
        store.clearLog();
        assertThat(new ImageSigner(store, key).sign(repository, index)).noneMatch(ImageSigner.Signed::written);
        assertThat(store.log()).isEmpty();
    }

    @Test
    void a_run_that_was_cut_between_the_two_places_is_completed() {
        new ImageSigner(store, key).sign(repository, index);
        store.untag(tag(index.digest()));
        assertThat(new ImageSigner(store, key).sign(repository, index))
                .extracting(ImageSigner.Signed::written)
                .containsExactly(true, false, false);
        assertThat(attachments(index.digest()).tagged()).hasSize(1);
        assertThat(attachments(index.digest()).referring()).hasSize(1);
    }

    @Test
    void signatures_of_others_stay_with_all_that_they_say() {
        new ImageSigner(store, other).sign(repository, index);
        ManifestContent theirs = store.manifest(tag(index.digest()));
        ManifestContent odd = ManifestContent.of(
                theirs.mediaType(),
                Json.canonical(Json.readObject(theirs.bytes(), "manifest").put("extra", "kept")));
        store.pushManifest(repository, odd);
        store.tag(tag(index.digest()), odd);

        new ImageSigner(store, key).sign(repository, index);
        ManifestContent both = store.manifest(tag(index.digest()));
        assertThat(new String(both.bytes(), StandardCharsets.UTF_8)).contains("\"extra\":\"kept\"");
        List<AttachedDocument> signatures = attachments(index.digest()).tagged();
        assertThat(signatures).hasSize(2);
        assertThat(ImageSignature.fault(signatures.get(0), index.digest(), other.verificationKey()))
                .isEmpty();
        assertThat(ImageSignature.fault(signatures.get(1), index.digest(), key.verificationKey()))
                .isEmpty();
        assertThat(attachments(index.digest()).read()).hasSize(2);
    }

    @Test
    void a_copy_takes_its_signatures_along_and_needs_no_new_ones() {
        new ImageSigner(store, key).sign(repository, index);
        store.tag(repository.tag("1.0"), index);
        InMemoryStore target = new InMemoryStore();
        Repository release = Repository.parse("other.example/release/pilot");
        new ImageCopier(store, target, CopyOptions.everything()).copy(repository.tag("1.0"), release.tag("1.0"));
        target.clearLog();

        assertThat(target.tags(release))
                .hasSize(4)
                .contains("1.0", tag(index.digest()).tag().orElseThrow());
        assertThat(target.referrers(release, index.digest())).hasSize(1);
        assertThat(new ImageSigner(target, key).sign(release, index)).noneMatch(ImageSigner.Signed::written);
        assertThat(target.log()).isEmpty();
    }

    @Test
    void what_is_no_signature_is_said_to_be_none() {
        byte[] payload = SimpleSigning.of(repository, Digest.sha256("other")).bytes();
        AttachedDocument moved = signature(payload, key.sign(payload));
        assertThat(ImageSignature.fault(moved, index.digest(), key.verificationKey()))
                .contains("it is of another image, " + Digest.sha256("other"));
        assertThat(ImageSignature.fault(moved, index.digest(), other.verificationKey()))
                .contains("it was made with another key, or changed since");
        byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
        assertThat(ImageSignature.fault(signature(text, key.sign(text)), index.digest(), key.verificationKey()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("its payload is not valid JSON"));
        AttachedDocument none =
                AttachedDocument.of(AttachmentKind.SIGNATURE, payload, Map.of(ImageSignature.ANNOTATION, "!"));
        assertThat(ImageSignature.fault(none, index.digest(), key.verificationKey()))
                .contains("its signature is not Base64");
    }

    @Test
    void a_store_that_forgets_the_tag_is_told_so_and_not_tried_for_ever() {
        ForwardingStore forgetful = new ForwardingStore(store) {
            @Override
            public void tag(Reference tagged, ManifestContent content) {
                // Says yes and does nothing.
            }
        };
        assertThatThrownBy(() -> new ImageSigner(forgetful, key).sign(repository, index))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(tag(index.digest()).toString())
                .hasMessageContaining("does not hold what was written");
    }

    @Test
    void somebody_elses_write_at_the_same_time_is_noticed_and_both_signatures_end_there() {
        int[] writes = {0};
        ForwardingStore busy = new ForwardingStore(store) {
            @Override
            public void tag(Reference tagged, ManifestContent content) {
                super.tag(tagged, content);
                if (writes[0]++ == 0) {
                    store.untag(tagged);
                    new ImageSigner(store, other).sign(repository, index);
                }
            }
        };
        new ImageSigner(busy, key).sign(repository, index);
        assertThat(attachments(index.digest()).tagged()).hasSize(2);
    }

    private static AttachedDocument signature(byte[] payload, byte[] signature) {
        return AttachedDocument.of(
                AttachmentKind.SIGNATURE,
                payload,
                Map.of(ImageSignature.ANNOTATION, Base64.getEncoder().encodeToString(signature)));
    }

    private Attachments attachments(Digest manifest) {
        return new Attachments(
                store, repository, store.resolve(repository.digest(manifest)).orElseThrow(), AttachmentKind.SIGNATURE);
    }

    private Reference tag(Digest manifest) {
        return repository.tag("sha256-" + manifest.hex() + ".sig");
    }
}
