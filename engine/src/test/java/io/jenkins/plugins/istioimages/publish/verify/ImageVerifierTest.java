package io.jenkins.plugins.istioimages.publish.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.attest.ImageAttester;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.sign.ImageSigner;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import io.jenkins.plugins.istioimages.publish.sign.TestKeys;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImageVerifierTest {
    private final InMemoryStore store = new InMemoryStore();
    private final Repository repository = Repository.parse("registry.example/istio/pilot");
    private final Reference tag = repository.tag("1.14.5");
    private final TestImages images = new TestImages(1);
    private final ManifestContent index = images.index(store, repository, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
    private final SigningKey key = TestKeys.ecdsa();
    private final SigningKey other = TestKeys.ed25519();

    @BeforeEach
    void sign() {
        store.tag(tag, index);
        new ImageSigner(store, key).sign(repository, index);
    }

    @Test
    void an_image_that_was_signed_is_right_in_all_its_parts() {
        VerificationReport report = verify(key);
        assertThat(report.verified()).isTrue();
        assertThat(report.digest()).isEqualTo(index.digest());
        assertThat(report.parts())
                .extracting(VerificationReport.Part::title)
                .containsExactly("index", "linux/amd64", "linux/arm64");
        assertThat(report.parts())
                .allSatisfy(part -> assertThat(part.signatures()).isEqualTo(1));
    }

    @Test
    void another_key_is_refused_for_each_part() {
        VerificationReport report = verify(other);
        assertThat(report.verified()).isFalse();
        assertThat(report.faults()).hasSize(3);
        assertThat(report.faults().get(0))
                .isEqualTo("index " + repository.digest(index.digest()) + " is not signed by the "
                        + other.verificationKey() + ": signature: it was made with another key, or changed since");
    }

    @Test
    void a_platform_without_a_signature_is_refused_and_named() {
        Descriptor arm = child(1);
        store.untag(repository.tag("sha256-" + arm.digest().hex() + ".sig"));
        store.referrers(repository, arm.digest())
                .forEach(referrer -> store.loseManifest(repository, referrer.digest()));
        assertThat(verify(key).faults())
                .containsExactly("linux/arm64 " + repository.digest(arm.digest()) + " is not signed");
    }

    @Test
    void one_of_the_two_places_is_enough() {
        Descriptor arm = child(1);
        store.untag(repository.tag("sha256-" + arm.digest().hex() + ".sig"));
        assertThat(verify(key).verified()).isTrue();
    }

    @Test
    void a_tag_that_was_moved_to_another_image_is_refused() {
        ManifestContent evil = images.index(store, repository, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        store.tag(tag, evil);
        assertThat(verify(key).faults()).hasSize(3).allMatch(fault -> fault.endsWith(" is not signed"));
    }

    @Test
    void an_index_with_a_platform_exchanged_is_refused_though_the_other_is_signed() {
        List<Descriptor> children = new ArrayList<>(index.parse().references());
        children.set(
                1,
                images.image(store, repository, Platform.LINUX_ARM64)
                        .descriptor()
                        .withPlatform(Platform.LINUX_ARM64));
        ManifestContent tampered = ImageIndex.of(MediaTypes.OCI_INDEX, children).content();
        store.pushManifest(repository, tampered);
        store.tag(tag, tampered);
        assertThat(verify(key).faults())
                .containsExactly(
                        "index " + repository.digest(tampered.digest()) + " is not signed",
                        "linux/arm64 " + repository.digest(children.get(1).digest()) + " is not signed");
    }

    @Test
    void signatures_that_were_carried_over_from_another_image_are_refused_and_said_to_be_of_it() {
        ManifestContent evil = images.index(store, repository, Platform.LINUX_AMD64);
        store.tag(tag, evil);
        store.tag(
                repository.tag("sha256-" + evil.digest().hex() + ".sig"),
                store.manifest(repository.tag("sha256-" + index.digest().hex() + ".sig")));
        assertThat(verify(key).faults().get(0)).contains("it is of another image, " + index.digest());
    }

    @Test
    void a_spoilt_signature_or_a_lost_manifest_ends_with_the_stores_reason() {
        ManifestContent signature =
                store.manifest(repository.tag("sha256-" + index.digest().hex() + ".sig"));
        store.spoilBlob(repository, signature.parse().references().get(1).digest());
        assertThatThrownBy(() -> verify(key)).isInstanceOf(StoreException.class).hasMessageContaining("sha256:");
        store.loseManifest(repository, child(0).digest());
        assertThatThrownBy(() -> verify(key)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(
                        () -> new ImageVerifier(store, key.verificationKey(), List.of()).verify(repository.tag("none")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(":none does not exist");
    }

    @Test
    void what_others_attached_does_not_matter_and_is_told() {
        new ImageSigner(store, other).sign(repository, index);
        VerificationReport.Part part = verify(key).parts().get(0);
        assertThat(part.faults()).isEmpty();
        assertThat(part.asides()).containsExactly("signature: it was made with another key, or changed since");
    }

    @Test
    void attestations_are_asked_for_by_type_and_counted_only_if_the_key_made_them() {
        Claim claim = new Claim(PredicateType.PROVENANCE, Json.object().put("a", 1));
        assertThat(verify(key, PredicateType.PROVENANCE).faults())
                .hasSize(3)
                .allMatch(fault -> fault.endsWith(
                        " has no attestation https://slsa.dev/provenance/v1 by the " + key.verificationKey()));
        new ImageAttester(store, other).attest(repository, index, claim);
        VerificationReport foreign = verify(key, PredicateType.PROVENANCE);
        assertThat(foreign.faults()).hasSize(3);
        assertThat(foreign.parts().get(0).asides())
                .containsExactly(
                        "attestation https://slsa.dev/provenance/v1: it was signed with another key, or changed since");
        new ImageAttester(store, key).attest(repository, index, claim);
        VerificationReport report = verify(key, PredicateType.PROVENANCE);
        assertThat(report.verified()).isTrue();
        assertThat(report.parts().get(2).attestations()).containsExactly(PredicateType.PROVENANCE);
    }

    private Descriptor child(int number) {
        return index.parse().references().get(number);
    }

    private VerificationReport verify(SigningKey pair, String... required) {
        return new ImageVerifier(store, pair.verificationKey(), List.of(required)).verify(tag);
    }
}
