package io.jenkins.plugins.istioimages.validate;

import static io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture.HUB;
import static io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.validate.checks.StandardChecks;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import io.jenkins.plugins.istioimages.validate.facts.StagedImages;
import io.jenkins.plugins.istioimages.validate.fixture.FixtureGo;
import io.jenkins.plugins.istioimages.validate.fixture.FixturePrograms;
import io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases without archives of images: they are read where they were staged. */
class StagedReleasesTest {
    private static final String PILOT = "docker/pilot-distroless-arm64.tar.gz";
    private static final String WHERE = "images.yaml: pilot (distroless)";
    private static final Repository REPOSITORY = Repository.parse(HUB + "/pilot");
    private static final Reference TAG = REPOSITORY.tag(VERSION + "-distroless");

    @TempDir
    private Path directory;

    private OciLayout layout;
    private int written;
    private final ReleaseFixture fixture = ReleaseFixture.valid();

    @BeforeEach
    void open() {
        layout = OciLayout.create(directory.resolve("layout"));
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void everyCheckLooksAtTheStagedImages() {
        ValidationReport report = staged();
        assertThat(report.results())
                .filteredOn(result -> result.outcome().status() != Status.PASSED)
                .isEmpty();
        assertThat(report.results())
                .extracting(result -> result.name() + ": " + result.outcome().note())
                .contains("images: 16 images", "image-binaries: 16 images", "proxy: 16 images", "indexes: 8 indexes");
    }

    @Test
    void archivesAreReadWhereThereAreSomeAndIndexesAllTheSame() {
        fixture.stagedIn(layout);
        assertThat(found(validate())).isEmpty();
        retag(index -> List.of(index.get(0)));
        assertThat(found(validate()))
                .singleElement()
                .asString()
                .startsWith("indexes | " + WHERE + ": the tag " + VERSION + "-distroless is sha256:");
    }

    @Test
    void whatIsWrongInAStagedImageIsNamed() {
        fixture.image(PILOT)
                .files()
                .put("usr/local/bin/pilot-discovery", FixtureGo.program("arm64", "go1.24.3", "1.27.2"));
        assertThat(found(staged()))
                .containsExactly("image-versions | " + WHERE + " for linux/arm64: usr/local/bin/pilot-discovery: does"
                        + " not have the version " + VERSION + " in it; what it has: 1.27.2");
    }

    @Test
    void aProgramForAnotherMachineIsNamed() {
        fixture.image(PILOT).files().put("usr/bin/x", FixturePrograms.program("linux", "amd64", "1"));
        assertThat(found(staged()))
                .containsExactly("image-binaries | " + WHERE + " for linux/arm64: usr/bin/x: is an ELF file for amd64,"
                        + " expected linux/arm64");
    }

    @Test
    void aConfigurationThatSaysAnotherContentIsNamed() {
        fixture.image(PILOT).wrongDiffId();
        assertThat(found(staged()))
                .singleElement()
                .asString()
                .startsWith("image-archives | " + WHERE + " for linux/arm64: layer sha256:")
                .contains(", its configuration says ");
    }

    @Test
    void anIndexWithoutAPlatformIsNamed() {
        fixture.catalogued().stagedIn(layout);
        Digest before = layout.resolve(TAG).orElseThrow().digest();
        Digest after = retag(index -> List.of(index.get(0)));
        fixture.replace("", "images.yaml", before.toString(), after.toString());
        fixture.images().clear();
        assertThat(found(validate())).containsExactly("indexes | " + WHERE + ": its index has no linux/arm64");
    }

    @Test
    void anIndexWithAnotherImageIsNamed() {
        fixture.catalogued().stagedIn(layout);
        Digest before = layout.resolve(TAG).orElseThrow().digest();
        Digest after = retag(index -> List.of(
                index.get(0),
                index.get(0).withPlatform(Platform.LINUX_ARM64),
                index.get(0).withPlatform(Platform.parse("linux/s390x"))));
        fixture.replace("", "images.yaml", before.toString(), after.toString());
        fixture.images().clear();
        assertThat(found(validate()))
                .hasSize(2)
                .anyMatch(text ->
                        text.startsWith("indexes | " + WHERE + ": the digest of linux/arm64 in its index is sha256:"))
                .contains("indexes | " + WHERE + ": its index has linux/s390x, which the catalog does not name");
    }

    @Test
    void aTagThatIsGoneAndAnImageThatIsDamagedAreNamed() throws IOException {
        fixture.stagedIn(layout);
        layout.untag(TAG);
        Digest config = Digest.sha256("none");
        for (Descriptor child : index().manifests()) {
            if (child.platform().equals(Optional.of(Platform.LINUX_ARM64))) {
                config = child.digest();
            }
        }
        Files.delete(directory.resolve("layout/blobs/sha256/" + config.hex()));
        fixture.images().clear();
        assertThat(found(validate()))
                .hasSize(2)
                .anyMatch(text -> text.startsWith("image-archives | " + WHERE + " for linux/arm64: cannot be read: "))
                .anyMatch(text -> text.startsWith("indexes | " + WHERE + ": the tag " + VERSION
                        + "-distroless does not exist, expected sha256:"));
    }

    @Test
    void anotherHubIsLookedAtWhereItIsSaid() {
        fixture.stagedIn(layout);
        fixture.replace("", "images.yaml", HUB, "other.example/istio");
        fixture.images().clear();
        Release release = Release.open(
                fixture.write(directory.resolve("out")),
                Set.of(),
                Optional.of(StagedImages.in(layout, Repository.parse(HUB))));
        assertThat(new ReleaseValidator(StandardChecks.all(), 2)
                        .validate(release)
                        .results())
                .filteredOn(result -> result.name().equals("indexes"))
                .singleElement()
                .matches(result -> result.outcome().status() == Status.PASSED);
    }

    /** With its images staged and nowhere else. */
    private ValidationReport staged() {
        fixture.catalogued().stagedIn(layout).images().clear();
        return validate();
    }

    private ValidationReport validate() {
        Path out = fixture.write(directory.resolve("out" + ++written));
        Release release = Release.open(out, Set.of(), Optional.of(StagedImages.in(layout)));
        return new ReleaseValidator(StandardChecks.all(), 2).validate(release);
    }

    private ImageIndex index() {
        Digest digest = fixture.catalog().images().stream()
                .filter(image -> image.name().equals("pilot") && image.variant().equals("distroless"))
                .findFirst()
                .orElseThrow()
                .digest();
        return (ImageIndex) layout.manifest(REPOSITORY, digest).parse();
    }

    /** Lets the tag name another index. */
    private Digest retag(UnaryOperator<List<Descriptor>> change) {
        ManifestContent content = ImageIndex.of(MediaTypes.OCI_INDEX, change.apply(index().manifests()))
                .content();
        layout.pushManifest(REPOSITORY, content);
        layout.tag(TAG, content);
        return content.digest();
    }

    private static List<String> found(ValidationReport report) {
        return report.results().stream()
                .flatMap(result -> result.outcome().findings().stream().map(finding -> result.name() + " | " + finding))
                .toList();
    }
}
