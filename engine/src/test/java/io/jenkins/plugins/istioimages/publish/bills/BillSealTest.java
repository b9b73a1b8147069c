package io.jenkins.plugins.istioimages.publish.bills;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.Attachment;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogVerifier;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.attest.Envelope;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.attest.Statement;
import io.jenkins.plugins.istioimages.publish.hub.HubTags;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget;
import io.jenkins.plugins.istioimages.publish.hub.KeySeal;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.publish.hub.TestRelease;
import io.jenkins.plugins.istioimages.publish.hub.VerifiedSeal;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.publish.sign.TestKeys;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.publish.verify.ImageVerifier;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BillSealTest {
    private static final Repository STAGING = Repository.parse("staging.example/mini");
    private static final Repository RELEASED = Repository.parse("registry.example/istio");
    private static final String SPDX = PredicateType.parse("spdxjson");

    private final InMemoryStore staging = new InMemoryStore();
    private final InMemoryStore target = new InMemoryStore();
    private final TestRelease release =
            new TestRelease(staging, STAGING, 4).image("pilot").image("proxyv2");
    private final ImageBills bills = new ImageBills(staging, release.catalog());
    private final Signer key = TestKeys.ed25519();

    @AfterEach
    void close() {
        bills.close();
    }

    @Test
    void every_image_and_index_has_its_bill_before_the_first_tag() {
        Receipt receipt = publish(signed(key));
        assertThat(receipt.status()).isEqualTo(Status.DONE);
        List<String> log = target.log();
        int firstTag = log.indexOf(log.stream()
                .filter(line -> line.startsWith("tag ") && line.contains(":1.14.5"))
                .findFirst()
                .orElseThrow());
        assertThat(log.subList(firstTag, log.size())).allMatch(line -> line.startsWith("tag "));
        Repository pilot = RELEASED.resolve("pilot");
        for (Digest manifest : manifests("pilot")) {
            Descriptor referrer = target.referrers(pilot, manifest).stream()
                    .filter(one -> one.artifactType().orElse("").equals("application/spdx+json"))
                    .findFirst()
                    .orElseThrow();
            ImageManifest attached =
                    (ImageManifest) target.manifest(pilot, referrer.digest()).parse();
            assertThat(attached.layers()).singleElement().satisfies(layer -> {
                assertThat(layer.mediaType()).isEqualTo("application/spdx+json");
                assertThat(TestImages.read(target, pilot, layer)).isEqualTo(bills.of(root("pilot"), manifest));
            });
        }
        assertThat(target.tags(pilot)).noneMatch(tag -> tag.endsWith(".sbom"));
    }

    @Test
    void the_signed_claim_is_the_bill_byte_for_byte_where_cosign_looks_for_it() {
        publish(signed(key));
        Repository pilot = RELEASED.resolve("pilot");
        for (Digest manifest : manifests("pilot")) {
            ImageManifest attached = (ImageManifest) target.manifest(pilot.tag("sha256-" + manifest.hex() + ".att"))
                    .parse();
            assertThat(attached.layers()).singleElement().satisfies(layer -> {
                assertThat(layer.annotations()).containsEntry("predicateType", SPDX);
                Envelope envelope = Envelope.parse(TestImages.read(target, pilot, layer), "envelope");
                assertThat(envelope.isSignedBy(key.verificationKey())).isTrue();
                String statement = new String(envelope.payload(), StandardCharsets.UTF_8);
                assertThat(statement)
                        .isEqualTo("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":"
                                + new String(bills.of(root("pilot"), manifest), StandardCharsets.UTF_8)
                                + ",\"predicateType\":\"https://spdx.dev/Document\",\"subject\":[{\"digest\":{\"sha256\":\""
                                + manifest.hex() + "\"},\"name\":\"" + pilot + "\"}]}");
                assertThat(Statement.parse(envelope.payload(), "it").isAbout(manifest))
                        .isTrue();
            });
        }
        assertThat(new ImageVerifier(target, key.verificationKey(), List.of(SPDX))
                        .verify(pilot.tag("1.14.5"))
                        .faults())
                .isEmpty();
        assertThat(run(Mode.VERIFY, target, new VerifiedSeal(key.verificationKey(), List.of(SPDX)))
                        .status())
                .isEqualTo(Status.UNCHANGED);
    }

    @Test
    void a_second_run_writes_nothing_and_reads_no_layer() {
        publish(signed(key));
        target.clearLog();
        try (ImageBills others = new ImageBills(new InMemoryStore(), release.catalog())) {
            Seal again = Seal.all(
                    List.of(new KeySeal(key, List.of()), new BillSeal(others, Optional.of(new KeyClaim(key)))));
            assertThat(run(Mode.PUBLISH, target, again).status()).isEqualTo(Status.UNCHANGED);
        }
        assertThat(target.log()).isEmpty();
    }

    @Test
    void a_dry_run_lists_what_the_real_one_does() {
        Receipt dry = run(Mode.DRY_RUN, target, signed(key));
        assertThat(target.log()).isEmpty();
        Receipt real = publish(signed(key));
        assertThat(real.changes()).isEqualTo(dry.changes());
        assertThat(real.changes())
                .extracting(Item::name)
                .contains("pilot@" + root("pilot") + " sbom", "pilot@" + root("pilot") + " sbom attestation");
    }

    @Test
    void without_a_key_bills_are_attached_and_claimed_by_nobody() {
        Seal plain = new BillSeal(bills, Optional.empty());
        assertThat(publish(plain).status()).isEqualTo(Status.DONE);
        assertThat(target.referrers(RELEASED.resolve("pilot"), root("pilot")))
                .extracting(referrer -> referrer.artifactType().orElse(""))
                .containsExactly("application/spdx+json");
        target.clearLog();
        assertThat(publish(plain).status()).isEqualTo(Status.UNCHANGED);
        Receipt added = publish(signed(key));
        assertThat(added.changes()).extracting(Item::name).noneMatch(name -> name.endsWith(" sbom"));
    }

    @Test
    void a_missing_bill_is_named_and_added_alone() {
        publish(signed(key));
        Digest platform = manifests("pilot").get(1);
        target.untag(RELEASED.resolve("pilot").tag("sha256-" + platform.hex() + ".att"));
        assertThat(run(Mode.VERIFY, target, signed(key)).changes())
                .extracting(Item::name)
                .contains("pilot@" + platform + " sbom attestation")
                .noneMatch(name -> name.endsWith(" sbom"));
        assertThat(publish(signed(key)).status()).isEqualTo(Status.DONE);
        assertThat(run(Mode.VERIFY, target, signed(key)).status()).isEqualTo(Status.UNCHANGED);
    }

    @Test
    void another_keys_claim_or_another_document_of_the_type_is_no_bill_of_ours() {
        publish(signed(TestKeys.ecdsa()));
        Claim document = new Claim(SPDX, Json.object().put("documentNamespace", "https://example.com/release"));
        publish(new KeySeal(key, List.of(document)));
        assertThat(publish(signed(key)).changes())
                .extracting(Item::name)
                .contains("pilot@" + root("pilot") + " sbom attestation");
        assertThat(run(Mode.VERIFY, target, signed(TestKeys.ecdsa())).status()).isEqualTo(Status.UNCHANGED);
        assertThat(run(Mode.VERIFY, target, new KeySeal(key, List.of(document))).status())
                .isEqualTo(Status.UNCHANGED);
    }

    @Test
    void promotion_takes_bills_along_and_needs_no_new_ones() {
        publish(signed(key));
        HubTarget first = target(target, Seal.NONE);
        first.look();
        Catalog published = first.published();
        InMemoryStore next = new InMemoryStore();
        HubTarget promotion = new HubTarget(
                new HubTarget.Release(published, target, HubTags.ofVersion()),
                next,
                Hub.parse("other.example/release"),
                signed(key),
                TransferListener.NONE);
        Receipt receipt = new Publication(Mode.PUBLISH, false, any -> {})
                .run(List.of(promotion))
                .get(0);
        assertThat(receipt.status()).isEqualTo(Status.DONE);
        Repository pilot = Repository.parse("other.example/release/pilot");
        assertThat(next.tags(pilot)).isEqualTo(target.tags(RELEASED.resolve("pilot")));
        for (Digest manifest : manifests("pilot")) {
            assertThat(next.referrers(pilot, manifest))
                    .isEqualTo(target.referrers(RELEASED.resolve("pilot"), manifest))
                    .hasSize(3);
        }
    }

    @Test
    void the_catalog_of_what_is_published_names_all_three_kinds_by_digest() {
        Claim provenance = new Claim(PredicateType.PROVENANCE, Json.object().put("builder", "test"));
        HubTarget hub = target(
                target,
                Seal.all(List.of(
                        new KeySeal(key, List.of(provenance)), new BillSeal(bills, Optional.of(new KeyClaim(key))))));
        new Publication(Mode.PUBLISH, false, any -> {}).run(List.of(hub));
        String yaml = CatalogYaml.write(hub.published());
        Catalog published = CatalogYaml.read("images.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(published.images()).hasSize(4).allSatisfy(image -> {
            assertThat(image.attachments().stream().map(Attachment::type).sorted())
                    .containsExactly(
                            "provenance",
                            "provenance",
                            "provenance",
                            "sbom",
                            "sbom",
                            "sbom",
                            "sbom",
                            "sbom",
                            "sbom",
                            "signature",
                            "signature",
                            "signature");
            assertThat(image.attachments())
                    .allSatisfy(one -> assertThat(target.manifest(image.repository(), one.digest())
                                    .parse()
                                    .subject())
                            .isPresent());
        });
        assertThat(yaml).containsPattern("attachments:\n +- \\{type: \\w+, digest: 'sha256:[0-9a-f]{64}'}");
        new CatalogVerifier(target).verify(published, CatalogVerifier.Depth.CONTENT);
    }

    private Digest root(String image) {
        return release.root(image, "debug").digest();
    }

    private List<Digest> manifests(String image) {
        return Stream.concat(
                        Stream.of(root(image)),
                        release.root(image, "debug").parse().references().stream()
                                .map(Descriptor::digest))
                .toList();
    }

    private Seal signed(Signer with) {
        return Seal.all(List.of(new KeySeal(with, List.of()), new BillSeal(bills, Optional.of(new KeyClaim(with)))));
    }

    private Receipt publish(Seal seal) {
        return run(Mode.PUBLISH, target, seal);
    }

    private Receipt run(Mode mode, ImageStore where, Seal seal) {
        return new Publication(mode, false, receipt -> {})
                .run(List.of(target(where, seal)))
                .get(0);
    }

    private HubTarget target(ImageStore where, Seal seal) {
        return new HubTarget(
                release.tagged(HubTags.ofVersion()),
                where,
                Hub.parse(RELEASED.toString()),
                seal,
                TransferListener.NONE);
    }
}
