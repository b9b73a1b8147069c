package io.jenkins.plugins.istioimages.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCopierTest {
    private static final Repository FROM = Repository.parse("a.example/istio/pilot");
    private static final Repository TO = Repository.parse("b.example/mirror/pilot");
    private static final Platform S390X = Platform.parse("linux/s390x");

    @TempDir
    Path temp;

    private final TestImages images = new TestImages(5);
    private OciLayout source;
    private OciLayout target;

    @BeforeEach
    void create() {
        source = OciLayout.create(temp.resolve("source"));
        target = OciLayout.create(temp.resolve("target"));
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @Test
    void an_index_is_copied_byte_for_byte_and_told_about() {
        ManifestContent index = images.tagged(source, FROM.tag("1"));
        CopyReport report = copier().copy(FROM.tag("1"), TO.tag("one"));

        assertThat(target.manifest(TO.tag("one")).bytes()).isEqualTo(index.bytes());
        TestImages.assertComplete(target, TO.tag("one"));
        assertThat(report.manifest()).isEqualTo(index.descriptor());
        assertThat(report.manifestsPushed()).isEqualTo(3);
        assertThat(report.count(BlobOutcome.UPLOADED)).isEqualTo(6);
        assertThat(report.bytesMoved()).isGreaterThan(8000);
        assertThat(report.isUnchanged()).isFalse();
    }

    @Test
    void a_second_copy_changes_nothing_and_says_so() {
        images.tagged(source, FROM.tag("1"));
        copier().copy(FROM.tag("1"), TO.tag("1"));
        CopyReport again = copier().copy(FROM.tag("1"), TO.tag("1"));

        assertThat(again.isUnchanged()).isTrue();
        assertThat(again.manifestsExisted()).isEqualTo(3);
        assertThat(again.count(BlobOutcome.EXISTED)).isEqualTo(6);
    }

    @Test
    void a_single_image_and_a_docker_list_and_an_index_in_an_index_are_copied() {
        ManifestContent image = images.image(source, FROM, Platform.LINUX_AMD64);
        source.tag(FROM.tag("image"), image);
        ManifestContent inner = images.index(source, FROM, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        ManifestContent outer = ImageIndex.of(
                        MediaTypes.OCI_INDEX, List.of(inner.descriptor(), image.descriptor(), inner.descriptor()))
                .content();
        source.pushManifest(FROM, outer);
        source.tag(FROM.tag("nested"), outer);
        images.docker().tagged(source, FROM.tag("docker"));

        for (String tag : List.of("image", "nested", "docker")) {
            copier().copy(FROM.tag(tag), TO.tag(tag));
            TestImages.assertComplete(target, TO.tag(tag));
            assertThat(target.resolve(TO.tag(tag))).isEqualTo(source.resolve(FROM.tag(tag)));
        }
    }

    @Test
    void children_go_before_the_index_and_the_tag_last() {
        ManifestContent index = images.tagged(source, FROM.tag("1"));
        List<String> steps = Collections.synchronizedList(new ArrayList<>());
        ImageStore recording = new ForwardingStore(target) {
            @Override
            public BlobOutcome pushBlob(Repository repository, BlobSource blob) {
                steps.add("blob");
                return super.pushBlob(repository, blob);
            }

            @Override
            public Descriptor pushManifest(Repository repository, ManifestContent content) {
                steps.add(content.digest().equals(index.digest()) ? "index" : "manifest");
                return super.pushManifest(repository, content);
            }

            @Override
            public void tag(Reference tagged, ManifestContent content) {
                steps.add("tag");
                super.tag(tagged, content);
            }
        };
        new ImageCopier(source, recording, CopyOptions.everything()).copy(FROM.tag("1"), TO.tag("1"));

        assertThat(steps)
                .containsExactly(
                        "blob", "blob", "blob", "blob", "blob", "blob", "manifest", "manifest", "index", "tag");
    }

    @Test
    void referrers_and_theirs_follow_and_so_do_the_tags_of_cosign() {
        ManifestContent index = images.tagged(source, FROM.tag("1"));
        Digest child = ((ImageIndex) index.parse()).manifests().get(0).digest();
        ManifestContent sbom = images.referrer(
                source, FROM, source.resolve(FROM.digest(child)).orElseThrow(), "application/spdx+json");
        ManifestContent signature = images.referrer(source, FROM, sbom.descriptor(), "application/x-signature");
        ManifestContent cosign = images.image(source, FROM, Platform.LINUX_AMD64);
        source.tag(FROM.tag("sha256-" + index.digest().hex() + ".sig"), cosign);

        CopyReport report = copier().copy(FROM.tag("1"), TO.tag("1"));
        assertThat(target.referrers(TO, child)).extracting(Descriptor::digest).containsExactly(sbom.digest());
        assertThat(target.referrers(TO, sbom.digest()))
                .extracting(Descriptor::digest)
                .containsExactly(signature.digest());
        assertThat(target.tags(TO))
                .containsExactly("1", "sha256-" + index.digest().hex() + ".sig");
        assertThat(report.referrers()).isEqualTo(3);
        assertThat(copier().copy(FROM.tag("1"), TO.tag("1")).isUnchanged()).isTrue();
    }

    @Test
    void referrers_stay_behind_when_not_wanted() {
        ManifestContent index = images.tagged(source, FROM.tag("1"));
        images.referrer(source, FROM, index.descriptor(), "application/spdx+json");
        new ImageCopier(source, target, CopyOptions.everything().withReferrers(false)).copy(FROM.tag("1"), TO.tag("1"));

        assertThat(target.referrers(TO, index.digest())).isEmpty();
    }

    @Test
    void a_subset_of_platforms_makes_an_index_of_the_same_children() {
        ManifestContent index = images.index(source, FROM, Platform.LINUX_AMD64, S390X, Platform.LINUX_ARM64);
        source.tag(FROM.tag("1"), index);
        CopyReport report =
                platforms(Platform.LINUX_AMD64, Platform.LINUX_ARM64).copy(FROM.tag("1"), TO.tag("1"));

        ImageIndex copied = (ImageIndex) target.manifest(TO.tag("1")).parse();
        List<Descriptor> children = ((ImageIndex) index.parse()).manifests();
        assertThat(copied.manifests()).containsExactly(children.get(0), children.get(2));
        assertThat(target.resolve(TO.digest(children.get(1).digest()))).isEmpty();
        assertThat(report.manifest().digest()).isNotEqualTo(index.digest());
        TestImages.assertComplete(target, TO.tag("1"));
    }

    @Test
    void an_attestation_stays_with_the_platform_it_is_about() {
        Descriptor amd64 =
                images.image(source, FROM, Platform.LINUX_AMD64).descriptor().withPlatform(Platform.LINUX_AMD64);
        Descriptor arm64 =
                images.image(source, FROM, Platform.LINUX_ARM64).descriptor().withPlatform(Platform.LINUX_ARM64);
        List<Descriptor> children = new ArrayList<>(List.of(amd64, arm64));
        for (Descriptor about : List.of(amd64, arm64)) {
            children.add(images.image(source, FROM, Platform.parse("unknown/unknown"))
                    .descriptor()
                    .withPlatform(Platform.parse("unknown/unknown"))
                    .withAnnotations(Map.of(
                            "vnd.docker.reference.type",
                            "attestation-manifest",
                            "vnd.docker.reference.digest",
                            about.digest().toString())));
        }
        ManifestContent index = ImageIndex.of(MediaTypes.OCI_INDEX, children).content();
        source.pushManifest(FROM, index);
        source.tag(FROM.tag("1"), index);
        platforms(Platform.LINUX_ARM64).copy(FROM.tag("1"), TO.tag("1"));

        assertThat(((ImageIndex) target.manifest(TO.tag("1")).parse()).manifests())
                .containsExactly(arm64, children.get(3));
    }

    @Test
    void a_platform_without_a_variant_means_any_and_children_without_platform_are_asked_for_theirs() {
        Platform v7 = Platform.parse("linux/arm/v7");
        ManifestContent arm = images.image(source, FROM, v7);
        ManifestContent nested = images.index(source, FROM, Platform.LINUX_AMD64);
        ManifestContent index = ImageIndex.of(MediaTypes.OCI_INDEX, List.of(arm.descriptor(), nested.descriptor()))
                .content();
        source.pushManifest(FROM, index);
        source.tag(FROM.tag("1"), index);

        platforms(Platform.parse("linux/arm")).copy(FROM.tag("1"), TO.tag("arm"));
        assertThat(((ImageIndex) target.manifest(TO.tag("arm")).parse()).manifests())
                .containsExactly(arm.descriptor());
        platforms(Platform.LINUX_AMD64).copy(FROM.tag("1"), TO.tag("amd"));
        assertThat(((ImageIndex) target.manifest(TO.tag("amd")).parse()).manifests())
                .containsExactly(nested.descriptor());
    }

    @Test
    void a_platform_that_is_not_there_is_an_input_error_that_lists_what_is() {
        images.tagged(source, FROM.tag("1"));
        source.tag(FROM.tag("image"), images.image(source, FROM, Platform.LINUX_AMD64));

        for (String tag : List.of("1", "image")) {
            assertThatThrownBy(() -> platforms(S390X).copy(FROM.tag(tag), TO.tag(tag)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("linux/s390x")
                    .hasMessageContaining("linux/amd64");
        }
        platforms(Platform.LINUX_AMD64).copy(FROM.tag("image"), TO.tag("image"));
        TestImages.assertComplete(target, TO.tag("image"));
    }

    @Test
    void all_tags_are_copied_and_shared_blobs_once() {
        ManifestContent index = images.tagged(source, FROM.tag("1"));
        source.tag(FROM.tag("2"), index);
        images.tagged(source, FROM.tag("3"));
        List<CopyReport> reports = copier().copyAllTags(FROM, TO);

        assertThat(target.tags(TO)).containsExactly("1", "2", "3");
        assertThat(reports.get(1).bytesMoved()).isZero();
        assertThatThrownBy(() -> copier().copyAllTags(TO, FROM)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void images_that_are_copied_together_send_what_they_share_once() {
        Repository proxy = Repository.parse("a.example/istio/proxyv2");
        Repository mirror = Repository.parse("b.example/mirror/proxyv2");
        ManifestContent index = images.tagged(source, FROM.tag("1"));
        source.tag(proxy.tag("1"), index);
        List<CopyReport> reports = new ArrayList<>();
        copier().copyAll(
                        List.of(
                                new CopyPair(FROM.tag("1"), TO.tag("1")),
                                new CopyPair(FROM.tag("1"), TO.tag("latest")),
                                new CopyPair(proxy.tag("1"), mirror.tag("1"))),
                        reports::add);

        TestImages.assertComplete(target, TO.tag("latest"));
        TestImages.assertComplete(target, mirror.tag("1"));
        assertThat(reports)
                .extracting(CopyReport::destination)
                .containsExactly(TO.tag("1"), TO.tag("latest"), mirror.tag("1"));
        // Which of two repositories a shared blob is sent to is chance: the last ones begin side by side.
        assertThat(reports.get(0).count(BlobOutcome.UPLOADED) + reports.get(2).count(BlobOutcome.UPLOADED))
                .isEqualTo(6);
        assertThat(reports.get(0).manifestsPushed()).isEqualTo(3);
        assertThat(reports.get(1).bytesMoved()).isZero();
        assertThat(reports.get(1).manifestsPushed()).isZero();
        assertThat(reports).allMatch(CopyReport::tagged);
    }

    @Test
    void nothing_is_tagged_when_one_of_several_images_cannot_be_copied() {
        images.tagged(source, FROM.tag("1"));
        assertThatThrownBy(() -> copier().copyAll(
                                List.of(
                                        new CopyPair(FROM.tag("1"), TO.tag("1")),
                                        new CopyPair(FROM.tag("gone"), TO.tag("2"))),
                                report -> {}))
                .isInstanceOf(NotFoundException.class);
        assertThat(target.tags(TO)).isEmpty();
    }

    @Test
    void a_digest_as_destination_must_be_the_one_that_is_copied() {
        ManifestContent index = images.tagged(source, FROM.tag("1"));
        copier().copy(FROM.tag("1"), TO.digest(index.digest()));
        assertThat(target.resolve(TO.digest(index.digest()))).isPresent();
        assertThat(target.tags(TO)).isEmpty();
        assertThatThrownBy(() -> copier().copy(FROM.tag("1"), TO.digest(Digest.sha256("other"))))
                .isInstanceOf(InputException.class);
    }

    @Test
    void what_is_missing_in_the_source_is_said() {
        assertThatThrownBy(() -> copier().copy(FROM.tag("gone"), TO.tag("1")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("a.example/istio/pilot:gone");
    }

    @Test
    void a_target_that_says_yes_and_keeps_nothing_is_found_out() {
        images.tagged(source, FROM.tag("1"));
        ImageStore forgetful = new ForwardingStore(target) {
            @Override
            public Descriptor pushManifest(Repository repository, ManifestContent content) {
                return content.descriptor();
            }
        };
        assertThatThrownBy(() ->
                        new ImageCopier(source, forgetful, CopyOptions.everything()).copy(FROM.tag("1"), TO.tag("1")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not give it back");
        assertThat(target.tags(TO)).isEmpty();
    }

    @Test
    void a_circle_of_indexes_and_too_deep_a_nest_are_refused() {
        ManifestContent inner = images.index(source, FROM, Platform.LINUX_AMD64);
        Descriptor child = inner.descriptor();
        for (int i = 0; i < 12; i++) {
            ManifestContent outer =
                    ImageIndex.of(MediaTypes.OCI_INDEX, List.of(child)).content();
            source.pushManifest(FROM, outer);
            child = outer.descriptor();
        }
        source.tag(FROM.tag("deep"), source.manifest(FROM, child.digest()));
        assertThatThrownBy(() -> copier().copy(FROM.tag("deep"), TO.tag("1")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("more than 8 deep");

        ManifestContent circular = ImageIndex.of(
                        MediaTypes.OCI_INDEX, List.of(Descriptor.of(MediaTypes.OCI_INDEX, Digest.sha256("x"), 1)))
                .content();
        ImageStore lying = new ForwardingStore(source) {
            @Override
            public ManifestContent manifest(Repository repository, Digest digest) {
                return circular;
            }

            @Override
            public ManifestContent manifest(Reference reference) {
                return circular;
            }
        };
        assertThatThrownBy(
                        () -> new ImageCopier(lying, target, CopyOptions.everything()).copy(FROM.tag("1"), TO.tag("1")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void the_first_failure_stops_the_copy_and_leaves_no_tag() {
        ManifestContent image = images.layers(20, 1000).image(source, FROM, Platform.LINUX_AMD64);
        source.tag(FROM.tag("1"), image);
        AtomicInteger opened = new AtomicInteger();
        ImageStore failing = new ForwardingStore(source) {
            @Override
            public InputStream openBlob(Repository repository, Descriptor descriptor) {
                if (opened.incrementAndGet() > 3) {
                    throw new StoreException("the line is cut");
                }
                return super.openBlob(repository, descriptor);
            }
        };
        assertThatThrownBy(() -> new ImageCopier(
                                failing, target, CopyOptions.everything().withConcurrency(2))
                        .copy(FROM.tag("1"), TO.tag("1")))
                .isInstanceOf(StoreException.class)
                .hasMessage("the line is cut");
        assertThat(opened.get()).isLessThan(12);
        assertThat(target.tags(TO)).isEmpty();

        CopyReport report = copier().copy(FROM.tag("1"), TO.tag("1"));
        assertThat(report.count(BlobOutcome.EXISTED)).isPositive();
        TestImages.assertComplete(target, TO.tag("1"));
    }

    @Test
    void an_interrupt_cancels() {
        images.tagged(source, FROM.tag("1"));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> copier().copy(FROM.tag("1"), TO.tag("1"))).isInstanceOf(CancelledException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void fields_that_the_model_does_not_know_travel() {
        Manifest plain = images.index(source, FROM, Platform.LINUX_AMD64).parse();
        byte[] odd = new String(plain.content().bytes(), StandardCharsets.UTF_8)
                .replace("{\"manifests\"", "{ \"x-custom\" : {\"deep\":[1.50,\"\\u00e9\"]},\n\"manifests\"")
                .getBytes(StandardCharsets.UTF_8);
        ManifestContent content = ManifestContent.of(MediaTypes.OCI_INDEX, odd);
        source.pushManifest(FROM, content);
        source.tag(FROM.tag("odd"), content);
        copier().copy(FROM.tag("odd"), TO.tag("odd"));

        assertThat(target.manifest(TO.tag("odd")).bytes()).isEqualTo(odd);
    }

    @Test
    void a_copy_needs_at_least_one_transfer() {
        assertThatThrownBy(() -> CopyOptions.everything().withConcurrency(0)).isInstanceOf(InputException.class);
    }

    private ImageCopier copier() {
        return new ImageCopier(source, target, CopyOptions.everything());
    }

    private ImageCopier platforms(Platform... wanted) {
        return new ImageCopier(source, target, CopyOptions.everything().onlyPlatforms(List.of(wanted)));
    }
}
