package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.catalog.CatalogException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderTaggerTest {
    private static final Repository HUB = Repository.parse("quay.io/maistra-dev");
    private static final Repository OTHER = Repository.parse("ghcr.io/mirror");
    private static final Repository BUILDER = HUB.resolve("tiny-builder");
    private static final BuilderTags TAGS = new BuilderTags("3.0", Optional.of("3.0-20260820-0123abcd"));

    @TempDir
    private Path dir;

    private final TestImages images = new TestImages(5);
    private OciLayout store;

    @BeforeEach
    void create() {
        store = OciLayout.create(dir.resolve("layout"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void platforms_become_one_index_under_all_tags_of_all_hubs() {
        List<Published> published = new BuilderTagger(store, List.of(HUB, OTHER))
                .tag(
                        image(Platform.LINUX_AMD64, Platform.LINUX_ARM64),
                        TAGS,
                        List.of(sent(Platform.LINUX_ARM64), sent(Platform.LINUX_AMD64)));
        assertThat(published)
                .extracting(one -> one.reference().toString())
                .containsExactly(
                        "ghcr.io/mirror/tiny-builder:3.0",
                        "ghcr.io/mirror/tiny-builder:3.0-20260820-0123abcd",
                        "quay.io/maistra-dev/tiny-builder:3.0",
                        "quay.io/maistra-dev/tiny-builder:3.0-20260820-0123abcd");
        assertThat(published).allMatch(Published::written);
        assertThat(published)
                .extracting(Published::manifest)
                .containsOnly(published.get(0).manifest());
        ImageIndex index = (ImageIndex) store.manifest(BUILDER.tag("3.0")).parse();
        assertThat(index.manifests())
                .extracting(child -> child.platform().orElseThrow())
                .containsExactly(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
    }

    @Test
    void one_platform_is_tagged_as_it_is_and_a_second_time_nothing_changes() {
        List<ImageRecord> records = List.of(sent(Platform.LINUX_AMD64));
        assertThat(tag(image(Platform.LINUX_AMD64), records))
                .allMatch(one ->
                        one.written() && one.manifest().equals(records.get(0).manifest()));
        assertThat(tag(image(Platform.LINUX_AMD64), records)).noneMatch(Published::written);
    }

    @Test
    void what_is_not_whole_in_the_registry_gets_no_tag() {
        ImageRecord arm = sent(Platform.LINUX_ARM64);
        ImageRecord lost = with(arm, Digest.sha256(new byte[] {1}), arm.platform());
        BuilderImage two = image(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        assertThatThrownBy(() -> tag(two, List.of(sent(Platform.LINUX_AMD64), lost)))
                .isInstanceOfAny(CatalogException.class, StoreException.class)
                .hasMessageContaining(lost.manifest().digest().toString());
        ImageRecord liar = with(arm, arm.manifest().digest(), Platform.LINUX_AMD64);
        assertThatThrownBy(() -> tag(image(Platform.LINUX_AMD64), List.of(liar)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("its config says it is for linux/arm64");
        assertThatThrownBy(() -> tag(two, List.of(arm)))
                .isInstanceOf(WorkException.class)
                .hasMessage("tiny-builder:3.0 is for [linux/amd64, linux/arm64], and was built for [linux/arm64]");
        assertThat(store.tags(BUILDER)).isEmpty();
    }

    @Test
    void a_tag_of_a_commit_is_never_set_again_and_the_moving_one_stays_with_it() {
        tag(image(Platform.LINUX_AMD64), List.of(sent(Platform.LINUX_AMD64)));
        Optional<Descriptor> before = store.resolve(BUILDER.tag("3.0"));
        List<ImageRecord> others = List.of(sent(Platform.LINUX_AMD64));
        assertThatThrownBy(() -> tag(image(Platform.LINUX_AMD64), others))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("3.0-20260820-0123abcd is " + before.get().digest());
        assertThat(store.resolve(BUILDER.tag("3.0"))).isEqualTo(before);
        assertThat(new BuilderTagger(store, List.of(HUB))
                        .tag(image(Platform.LINUX_AMD64), new BuilderTags("3.0", Optional.empty()), others))
                .hasSize(1);
        assertThat(store.resolve(BUILDER.tag("3.0"))).isNotEqualTo(before);
    }

    private List<Published> tag(BuilderImage image, List<ImageRecord> records) {
        return new BuilderTagger(store, List.of(HUB)).tag(image, TAGS, records);
    }

    private static BuilderImage image(Platform... platforms) {
        return new BuilderImage("tiny-builder", "3.0", Path.of("tiny-builder_3.0.Dockerfile"), List.of(platforms));
    }

    private ImageRecord sent(Platform platform) {
        ManifestContent content = images.image(store, BUILDER, platform);
        ImageManifest manifest = (ImageManifest) content.parse();
        return new ImageRecord(
                "tiny-builder",
                "3.0",
                BUILDER,
                platform,
                content.descriptor(),
                content.size()
                        + manifest.references().stream()
                                .mapToLong(Descriptor::size)
                                .sum(),
                manifest.layers(),
                new TreeMap<>(),
                BuilderSender.stage(platform));
    }

    private static ImageRecord with(ImageRecord record, Digest digest, Platform platform) {
        Descriptor manifest = Descriptor.of(
                record.manifest().mediaType(), digest, record.manifest().size());
        return new ImageRecord(
                record.name(),
                record.variant(),
                record.repository(),
                platform,
                manifest,
                record.size(),
                record.layers(),
                record.sources(),
                record.stage());
    }
}
