package io.jenkins.plugins.istioimages.publish.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.catalog.Attachment;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogVerifier;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.attest.ImageAttester;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.sign.ImageSigner;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import io.jenkins.plugins.istioimages.publish.sign.TestKeys;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.publish.verify.ImageVerifier;
import io.jenkins.plugins.istioimages.store.ForwardingStore;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubTargetTest {
    private static final Repository STAGING = Repository.parse("staging.example/mini");
    private static final Repository RELEASED = Repository.parse("registry.example/istio");
    private static final Hub HUB = Hub.parse(RELEASED.toString());

    private final InMemoryStore staging = new InMemoryStore();
    private final InMemoryStore target = new InMemoryStore();
    private final TestRelease release =
            new TestRelease(staging, STAGING, 4).image("pilot").image("proxyv2");
    private final SigningKey key = TestKeys.ed25519();
    private final SigningKey other = TestKeys.ecdsa();

    @Test
    void every_image_gets_its_tags_and_the_default_variant_the_bare_one() {
        assertThat(run(Mode.PUBLISH, target()).status()).isEqualTo(Status.DONE);
        for (String image : List.of("pilot", "proxyv2")) {
            assertThat(target.tags(RELEASED.resolve(image)))
                    .containsExactly("1.14.5", "1.14.5-debug", "1.14.5-distroless");
            assertThat(digest(image, "1.14.5"))
                    .isEqualTo(release.root(image, "debug").digest());
            assertThat(digest(image, "1.14.5-distroless"))
                    .isEqualTo(release.root(image, "distroless").digest());
            TestImages.assertComplete(target, RELEASED.resolve(image).tag("1.14.5"));
        }
    }

    @Test
    void a_second_run_writes_nothing_and_finds_all() {
        run(Mode.PUBLISH, target());
        target.clearLog();
        Receipt second = run(Mode.PUBLISH, target());
        assertThat(second.status()).isEqualTo(Status.UNCHANGED);
        assertThat(second.items()).extracting(Item::action).containsOnly(Action.NONE);
        assertThat(target.log()).isEmpty();
    }

    @Test
    void other_tags_take_the_versions_place_and_aliases_move_with_each_release() {
        HubTags tags = new HubTags(List.of("nightly.7"), List.of("latest"));
        Receipt first = run(Mode.PUBLISH, target(release, target, tags, Seal.NONE));
        assertThat(first.status()).isEqualTo(Status.DONE);
        assertThat(target.tags(RELEASED.resolve("pilot")))
                .containsExactly(
                        "latest",
                        "latest-debug",
                        "latest-distroless",
                        "nightly.7",
                        "nightly.7-debug",
                        "nightly.7-distroless");

        TestRelease next = new TestRelease(staging, STAGING, 5).image("pilot").image("proxyv2");
        Receipt second =
                run(Mode.PUBLISH, target(next, target, new HubTags(List.of("8"), List.of("latest")), Seal.NONE));
        assertThat(second.changes())
                .filteredOn(item -> item.action() == Action.UPDATE)
                .extracting(Item::name)
                .contains("pilot:latest", "proxyv2:latest-distroless")
                .hasSize(6);
        assertThat(digest("pilot", "latest"))
                .isEqualTo(next.root("pilot", "debug").digest());
        assertThat(digest("pilot", "nightly.7"))
                .isEqualTo(release.root("pilot", "debug").digest());
    }

    @Test
    void a_tag_with_other_content_stops_all_and_goes_only_when_that_is_said() {
        ManifestContent theirs =
                new TestImages(9).tagged(target, RELEASED.resolve("pilot").tag("1.14.5"));
        target.clearLog();
        Receipt refused = run(Mode.PUBLISH, target());
        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(refused.problem())
                .contains("pilot:1.14.5 should be "
                        + release.root("pilot", "debug").digest() + " and is " + theirs.digest());
        assertThat(target.log()).isEmpty();

        Receipt replaced = new Publication(Mode.PUBLISH, true, receipt -> {})
                .run(List.of(target()))
                .get(0);
        assertThat(replaced.status()).isEqualTo(Status.DONE);
        assertThat(digest("pilot", "1.14.5"))
                .isEqualTo(release.root("pilot", "debug").digest());
    }

    @Test
    void a_dry_run_writes_nothing_and_lists_what_the_real_one_does() {
        Receipt dry = run(Mode.DRY_RUN, sealed(key));
        assertThat(dry.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(target.log()).isEmpty();
        Receipt real = run(Mode.PUBLISH, sealed(key));
        assertThat(real.status()).isEqualTo(Status.DONE);
        assertThat(real.changes()).isEqualTo(dry.changes());
        assertThat(real.done())
                .containsExactlyInAnyOrderElementsOf(
                        dry.changes().stream().map(Item::name).toList());
    }

    @Test
    void everything_is_there_and_sealed_before_the_first_tag_and_aliases_come_last() {
        run(Mode.PUBLISH, target(release, target, new HubTags(List.of(), List.of("latest")), seal(key)));
        List<String> log =
                target.log().stream().filter(line -> !line.contains("sha256-")).toList();
        int firstTag = first(log, "tag ");
        assertThat(log.subList(firstTag, log.size())).allMatch(line -> line.startsWith("tag "));
        int firstAlias = first(log, "latest");
        assertThat(log.subList(firstAlias, log.size())).allMatch(line -> line.contains("latest"));
    }

    @Test
    void an_image_that_cannot_be_sealed_leaves_all_untagged() {
        ImageStore refusing = new ForwardingStore(target) {
            @Override
            public void tag(Reference tagged, ManifestContent content) {
                if (tagged.tag().orElseThrow().endsWith(".sig")) {
                    throw new WorkException("no signatures here");
                }
                super.tag(tagged, content);
            }
        };
        Receipt receipt = run(Mode.PUBLISH, target(release, refusing, HubTags.ofVersion(), seal(key)));
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem()).contains("no signatures here");
        assertThat(target.tags(RELEASED.resolve("pilot"))).noneMatch(tag -> tag.startsWith("1.14.5"));
        assertThat(run(Mode.PUBLISH, sealed(key)).status()).isEqualTo(Status.DONE);
    }

    @Test
    void what_is_sealed_is_verified_with_the_public_half_and_a_second_run_adds_nothing() {
        run(Mode.PUBLISH, sealed(key));
        target.clearLog();
        assertThat(run(Mode.PUBLISH, sealed(key)).status()).isEqualTo(Status.UNCHANGED);
        assertThat(target.log()).isEmpty();
        assertThat(new ImageVerifier(target, key.verificationKey(), List.of(PredicateType.PROVENANCE))
                        .verify(RELEASED.resolve("pilot").tag("1.14.5-distroless"))
                        .faults())
                .isEmpty();
        assertThat(verified(key, PredicateType.PROVENANCE).status()).isEqualTo(Status.UNCHANGED);
        Receipt wrong = verified(other, PredicateType.PROVENANCE);
        assertThat(wrong.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(wrong.problem()).hasValueSatisfying(text -> assertThat(text)
                .contains("signature should be by ECDSA P-256 key", "and is not there"));
        assertThat(verified(key, PredicateType.parse("cyclonedx")).problem())
                .hasValueSatisfying(text -> assertThat(text).contains("attestation https://cyclonedx.org/bom"));
    }

    @Test
    void a_platform_without_a_signature_is_named() {
        run(Mode.PUBLISH, sealed(key));
        Digest platform =
                release.root("pilot", "debug").parse().references().get(1).digest();
        Repository pilot = RELEASED.resolve("pilot");
        target.untag(pilot.tag("sha256-" + platform.hex() + ".sig"));
        Receipt receipt = run(Mode.VERIFY, sealed(key));
        assertThat(receipt.changes()).extracting(Item::name).containsExactly("pilot@" + platform + " signature");
    }

    @Test
    void damaged_content_fails_a_thorough_look() {
        run(Mode.PUBLISH, target());
        Digest damaged =
                release.root("pilot", "debug").parse().references().get(0).digest();
        ImageStore lying = new ForwardingStore(target) {
            @Override
            public ManifestContent manifest(Repository repository, Digest digest) {
                ManifestContent right = super.manifest(repository, digest);
                return digest.equals(damaged)
                        ? ManifestContent.verified(right.mediaType(), "{}".getBytes(StandardCharsets.UTF_8), digest)
                        : right;
            }
        };
        HubTarget look = target(release, lying, HubTags.ofVersion(), Seal.NONE);
        assertThat(run(Mode.VERIFY, look).status()).isEqualTo(Status.UNCHANGED);
        Receipt thorough = run(Mode.VERIFY, look.thorough());
        assertThat(thorough.status()).isEqualTo(Status.FAILED);
        assertThat(thorough.problem())
                .hasValueSatisfying(text -> assertThat(text).contains(damaged.toString()));
    }

    @Test
    void promotion_keeps_digests_signatures_and_provenance() {
        run(Mode.PUBLISH, sealed(key));
        InMemoryStore next = new InMemoryStore();
        HubTarget first = target();
        first.look();
        Catalog published = first.published();
        HubTarget promotion = new HubTarget(
                new HubTarget.Release(published, target, HubTags.ofVersion()),
                next,
                Hub.parse("other.example/release"),
                Seal.NONE,
                TransferListener.NONE);
        assertThat(run(Mode.PUBLISH, promotion).status()).isEqualTo(Status.DONE);
        Repository pilot = Repository.parse("other.example/release/pilot");
        assertThat(next.tags(pilot)).isEqualTo(target.tags(RELEASED.resolve("pilot")));
        for (String tag : next.tags(pilot)) {
            assertThat(next.manifest(pilot.tag(tag)).bytes())
                    .isEqualTo(
                            target.manifest(RELEASED.resolve("pilot").tag(tag)).bytes());
        }
        Digest index = release.root("pilot", "debug").digest();
        assertThat(next.referrers(pilot, index))
                .isEqualTo(target.referrers(RELEASED.resolve("pilot"), index))
                .hasSize(2);
        assertThat(new ImageVerifier(next, key.verificationKey(), List.of(PredicateType.PROVENANCE))
                        .verify(pilot.tag("1.14.5"))
                        .faults())
                .isEmpty();
    }

    @Test
    void others_signatures_stay_and_those_that_come_along_are_added() {
        for (String variant : List.of("debug", "distroless")) {
            ManifestContent root = release.root("pilot", variant);
            new ImageSigner(staging, key).sign(STAGING.resolve("pilot"), root);
            new ImageAttester(staging, key).attest(STAGING.resolve("pilot"), root, claim());
        }
        run(Mode.PUBLISH, target(release, target, new HubTags(List.of("early"), List.of()), Seal.NONE));
        ManifestContent root = release.root("pilot", "debug");
        Repository pilot = RELEASED.resolve("pilot");
        Reference signatures = pilot.tag("sha256-" + root.digest().hex() + ".sig");
        // What stood there before ours came: another key's alone.
        target.untag(signatures);
        new ImageSigner(target, other).sign(pilot, root);

        Receipt receipt = run(Mode.PUBLISH, target());
        assertThat(receipt.status()).isEqualTo(Status.DONE);
        assertThat(receipt.changes())
                .filteredOn(item -> item.name().endsWith(".sig"))
                .singleElement()
                .satisfies(item -> assertThat(item.action()).isEqualTo(Action.UPDATE));
        for (SigningKey one : List.of(key, other)) {
            assertThat(new ImageSigner(target, one).isSigned(pilot, root.descriptor()))
                    .isTrue();
        }
        target.clearLog();
        assertThat(run(Mode.PUBLISH, target()).status()).isEqualTo(Status.UNCHANGED);
        assertThat(target.log()).isEmpty();
    }

    @Test
    void a_tag_that_somebody_else_writes_meanwhile_is_not_overwritten() {
        Reference tag = RELEASED.resolve("proxyv2").tag("1.14.5");
        HubTarget slow = target();
        List<Item> changes = slow.look();
        ManifestContent theirs = new TestImages(9).tagged(target, tag);
        assertThatThrownBy(() -> slow.apply(changes, item -> {}))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining(tag + " has changed meanwhile: it was not there and is " + theirs.digest());
        assertThat(digest("proxyv2", "1.14.5")).isEqualTo(theirs.digest());
    }

    @Test
    void the_catalog_of_what_is_published_names_tags_and_attachments_and_holds() {
        HubTarget target = sealed(key);
        run(Mode.PUBLISH, target);
        Catalog published = CatalogYaml.read(
                "images.yaml", CatalogYaml.write(target.published()).getBytes(StandardCharsets.UTF_8));
        assertThat(published.images()).hasSize(4).allSatisfy(image -> {
            assertThat(image.repository().registry()).isEqualTo("registry.example");
            assertThat(image.attachments())
                    .extracting(Attachment::type)
                    .hasSize(6)
                    .containsOnly("signature", "provenance");
        });
        new CatalogVerifier(this.target).verify(published, CatalogVerifier.Depth.CONTENT);
    }

    @Test
    void tags_that_cannot_be_are_told() {
        assertThatThrownBy(() -> new HubTags(List.of("v1.0"), List.of())).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new HubTags(List.of("a b"), List.of())).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new HubTags(List.of("1"), List.of("1")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a tag and an alias");
        TestRelease nothing = new TestRelease(staging, STAGING, 6);
        assertThat(run(Mode.PUBLISH, target(nothing, target, HubTags.ofVersion(), Seal.NONE))
                        .problem())
                .contains("the catalog of 1.14.5 has no images");
    }

    @Test
    void an_image_that_is_not_where_the_catalog_says_is_named() {
        HubTarget target = new HubTarget(
                new HubTarget.Release(release.catalog(), new InMemoryStore(), HubTags.ofVersion()),
                this.target,
                HUB,
                Seal.NONE,
                TransferListener.NONE);
        Receipt receipt = run(Mode.DRY_RUN, target);
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem()).hasValueSatisfying(text -> assertThat(text)
                .contains(STAGING.resolve("pilot").toString()));
    }

    private static int first(List<String> log, String text) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError("no " + text + " in " + log);
    }

    private Digest digest(String image, String tag) {
        return target.resolve(RELEASED.resolve(image).tag(tag)).orElseThrow().digest();
    }

    private HubTarget target() {
        return target(release, target, HubTags.ofVersion(), Seal.NONE);
    }

    private HubTarget sealed(SigningKey with) {
        return target(release, target, HubTags.ofVersion(), seal(with));
    }

    private Receipt verified(SigningKey with, String type) {
        return run(
                Mode.VERIFY,
                target(release, target, HubTags.ofVersion(), new VerifiedSeal(with.verificationKey(), List.of(type))));
    }

    private static HubTarget target(TestRelease release, ImageStore target, HubTags tags, Seal seal) {
        return new HubTarget(release.tagged(tags), target, HUB, seal, TransferListener.NONE);
    }

    private static Seal seal(SigningKey with) {
        return new KeySeal(with, List.of(claim()));
    }

    private static Claim claim() {
        return new Claim(PredicateType.PROVENANCE, Json.object().put("builder", "test"));
    }

    private static Receipt run(Mode mode, HubTarget target) {
        return new Publication(mode, false, receipt -> {}).run(List.of(target)).get(0);
    }
}
