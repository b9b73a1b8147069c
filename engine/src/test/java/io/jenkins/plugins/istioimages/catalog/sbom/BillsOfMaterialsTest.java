package io.jenkins.plugins.istioimages.catalog.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.contents.GoBuildInfo;
import io.jenkins.plugins.istioimages.catalog.contents.GoModule;
import io.jenkins.plugins.istioimages.catalog.contents.ImageContents;
import io.jenkins.plugins.istioimages.catalog.contents.InstalledPackage;
import io.jenkins.plugins.istioimages.catalog.contents.ProgramFile;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.validate.fixture.FixtureArchives;
import io.jenkins.plugins.istioimages.validate.fixture.FixtureGo;
import io.jenkins.plugins.istioimages.validate.fixture.FixturePackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillsOfMaterialsTest {
    private static final Instant CREATED = Instant.parse("2025-10-12T08:11:00.5Z");
    private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

    private final BillsOfMaterials bills = new BillsOfMaterials("1.27.3", CREATED);

    @TempDir
    private Path out;

    @Test
    void spdxsOwnLibraryTakesWhatIsWritten() throws Exception {
        files();
        assertThat(SpdxReader.problems(write(Optional.of(catalog())))).isEmpty();
    }

    @Test
    void spdxsOwnLibraryTakesAReleaseWithoutImages() throws Exception {
        files();
        assertThat(SpdxReader.problems(write(Optional.empty()))).isEmpty();
    }

    @Test
    void everyFileHasItsChecksumsAndThoseWrittenLaterAreLeftOut() throws IOException {
        files();
        JsonNode json = json();
        assertThat(json.path("files").findValuesAsText("fileName"))
                .containsExactlyInAnyOrder("./helm/base-1.27.3.tgz", "./manifest.yaml");
        JsonNode manifest = find(json.path("files"), "fileName", "./manifest.yaml");
        assertThat(manifest.path("checksums").findValuesAsText("checksumValue"))
                .containsExactly(
                        "79f6c1950779a3558f3a5f2149c697b23704d971",
                        Digest.sha256("version: 1\n").hex());
    }

    @Test
    void imagesAreNamedByDigest() throws IOException {
        JsonNode json = json();
        JsonNode index = find(json.path("packages"), "name", "pilot");
        assertThat(index.path("checksums").path(0).path("checksumValue").asText())
                .isEqualTo(Digest.sha256("index").hex());
        JsonNode arm = find(json.path("packages"), "name", "pilot for linux/arm64");
        assertThat(arm.path("externalRefs").path(0).path("referenceLocator").asText())
                .isEqualTo("pkg:oci/pilot@sha256%3A" + Digest.sha256("arm").hex()
                        + "?arch=arm64&repository_url=registry.example%2Fistio%2Fpilot");
        assertThat(related(json, index, "CONTAINS")).contains(arm.path("SPDXID").asText());
    }

    @Test
    void packagesOfTheBaseAndModulesOfProgramsAreInTheImage() throws IOException {
        JsonNode json = json();
        JsonNode image = find(json.path("packages"), "name", "pilot for linux/amd64");
        JsonNode libc = find(json.path("packages"), "name", "libc6");
        assertThat(related(json, image, "CONTAINS"))
                .contains(libc.path("SPDXID").asText());
        assertThat(libc.path("externalRefs").path(0).path("referenceLocator").asText())
                .isEqualTo("pkg:deb/ubuntu/libc6@2.36-9%2Bdeb12u10?arch=amd64");
        JsonNode program = find(json.path("packages"), "name", "pilot-discovery");
        assertThat(program.path("sourceInfo").asText())
                .isEqualTo("/usr/local/bin/pilot-discovery, made by go1.24.3 from istio.io/istio at " + REVISION);
        assertThat(related(json, program, "STATIC_LINK"))
                .containsExactlyInAnyOrder(
                        id(json, "istio.io/istio"), id(json, "github.com/google/go-cmp"), id(json, "stdlib"));
        assertThat(find(json.path("packages"), "name", "istio.io/istio")
                        .path("versionInfo")
                        .asText())
                .isEqualTo(REVISION);
    }

    @Test
    void modulesOfProgramsInArchivesAndPackagesAreInTheFile() throws Exception {
        files();
        byte[] program = FixtureGo.program("amd64", "go1.24.3", "1.27.3");
        SortedMap<String, byte[]> alone = new TreeMap<>(Map.of("istioctl.exe", program, "README", new byte[1]));
        SortedMap<String, byte[]> whole = new TreeMap<>(Map.of("istio-1.27.3/bin/istioctl", program));
        file("istioctl-1.27.3-win.zip", FixtureArchives.of("istioctl-1.27.3-win.zip", alone));
        file("istio-1.27.3-osx.tar.gz", FixtureArchives.of("istio-1.27.3-osx.tar.gz", whole));
        file("deb/istio-sidecar.deb", new FixturePackage(true, Platform.LINUX_AMD64).bytes());
        file("rpm/istio-sidecar.rpm", new FixturePackage(false, Platform.LINUX_AMD64).bytes());
        String text = write(Optional.empty());
        assertThat(SpdxReader.problems(text)).isEmpty();
        JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8), "bill of materials");
        assertThat(json.path("packages").findValuesAsText("sourceInfo"))
                .allMatch(info -> info.endsWith(", made by go1.24.3 from istio.io/istio at " + FixtureGo.REVISION))
                .extracting(info -> info.substring(0, info.indexOf(',')))
                .containsExactlyInAnyOrder(
                        "istioctl.exe",
                        "istio-1.27.3/bin/istioctl",
                        "usr/local/bin/pilot-agent",
                        "usr/local/bin/pilot-agent");
        for (String file : List.of("istioctl-1.27.3-win.zip", "deb/istio-sidecar.deb", "rpm/istio-sidecar.rpm")) {
            JsonNode in = find(json.path("files"), "fileName", "./" + file);
            List<String> programs = related(json, in, "CONTAINS");
            JsonNode one = find(json.path("packages"), "SPDXID", programs.get(0));
            assertThat(related(json, one, "STATIC_LINK")).as(file).contains(id(json, "github.com/google/go-cmp"));
        }
    }

    @Test
    void ofAnArchiveInAnotherFormItIsSaidThatItIsNotLookedInto() throws Exception {
        files();
        file("istio-1.27.3-osx.tar.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0});
        file("deb/istio-sidecar.deb", new byte[] {'?'});
        String text = write(Optional.empty());
        assertThat(SpdxReader.problems(text)).isEmpty();
        JsonNode files =
                Json.read(text.getBytes(StandardCharsets.UTF_8), "bill").path("files");
        assertThat(find(files, "fileName", "./deb/istio-sidecar.deb")
                        .path("comment")
                        .asText())
                .isEqualTo("Its programs are not listed, since it cannot be read: it is no Debian package");
        assertThat(find(files, "fileName", "./istio-1.27.3-osx.tar.gz").has("comment"))
                .isTrue();
        assertThat(find(files, "fileName", "./manifest.yaml").has("comment")).isFalse();
    }

    @Test
    void theSameReleaseGivesTheSameBytesAndAnotherOneAnotherNamespace() throws IOException {
        files();
        String first = write(Optional.of(catalog()));
        assertThat(write(Optional.of(catalog()))).isEqualTo(first);
        Files.writeString(out.resolve("manifest.yaml"), "version: 2\n");
        String second = write(Optional.of(catalog()));
        assertThat(namespace(second)).isNotEqualTo(namespace(first));
        assertThat(first).contains("\"created\" : \"2025-10-12T08:11:00Z\"");
    }

    @Test
    void idsHoldOnlyWhatSpdxAllowsAndStayApart() {
        assertThat(SpdxDocument.id("File", "a/b c_ä+")).matches("SPDXRef-[A-Za-z0-9.-]+");
        assertThat(SpdxDocument.id("File", "a/b")).isNotEqualTo(SpdxDocument.id("File", "a-b"));
        assertThat(SpdxDocument.id("File", "x".repeat(5000)).length()).isLessThan(140);
    }

    @Test
    void aBillOfTheSameFilesAndImagesIsNotWrittenAgain() throws IOException {
        files();
        Files.writeString(out.resolve(BillsOfMaterials.RELEASE), write(Optional.of(catalog())));
        assertThat(bills.release(out, Optional.of(catalog()), (repository, digest) -> {
                    throw new AssertionError("nobody should look");
                }))
                .isEmpty();
        Files.writeString(out.resolve("manifest.yaml"), "version: 2\n");
        assertThat(bills.release(out, Optional.of(catalog()), (repository, digest) -> contents()))
                .isPresent();
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        files();
        Path file = out.resolve(BillsOfMaterials.RELEASE);
        Files.writeString(file, write(Optional.of(catalog())));
        BillFacts facts = BillFacts.read(file);
        assertThat(facts.version()).isEqualTo("SPDX-2.3");
        assertThat(facts.files())
                .containsOnlyKeys("helm/base-1.27.3.tgz", "manifest.yaml")
                .containsEntry("manifest.yaml", Digest.sha256("version: 1\n").hex());
        assertThat(facts.digests()).isEqualTo(BillsOfMaterials.digests(Optional.of(catalog())));
    }

    @Test
    void everyCutOfABillIsAnErrorThatNamesIt() throws IOException {
        files();
        Path file = out.resolve(BillsOfMaterials.RELEASE);
        String text = write(Optional.of(catalog()));
        for (int length = 0; length < text.length() - 2; length += 97) {
            Files.writeString(file, text.substring(0, length));
            assertThatThrownBy(() -> BillFacts.read(file))
                    .isInstanceOf(WorkException.class)
                    .hasMessageStartingWith("cannot read istio-release.spdx.json: ");
        }
    }

    @Test
    void spdxsOwnLibraryTellsWhatIsWrong() throws Exception {
        files();
        assertThat(SpdxReader.problems(write(Optional.empty()).replace("\"SHA1\"", "\"MD5\"")))
                .isNotEmpty();
    }

    private String write(Optional<Catalog> catalog) throws IOException {
        Files.writeString(out.resolve(BillsOfMaterials.RELEASE), "{}");
        return bills.release(out, catalog, (repository, digest) -> contents()).orElseThrow();
    }

    private JsonNode json() throws IOException {
        files();
        String text = write(Optional.of(catalog()));
        return Json.read(text.getBytes(StandardCharsets.UTF_8), "bill of materials");
    }

    private void file(String path, byte[] content) throws IOException {
        Files.createDirectories(out.resolve(path).getParent());
        Files.write(out.resolve(path), content);
    }

    private void files() throws IOException {
        Files.createDirectories(out.resolve("helm"));
        Files.writeString(out.resolve("helm/base-1.27.3.tgz"), "chart");
        Files.writeString(out.resolve("helm/base-1.27.3.tgz.sha256"), "checksum");
        Files.writeString(out.resolve("manifest.yaml"), "version: 1\n");
        Files.writeString(out.resolve("SHA256SUMS"), "sums");
        Files.writeString(out.resolve(BillsOfMaterials.RELEASE), "{}");
    }

    private static Catalog catalog() {
        CatalogImage image = new CatalogImage(
                "pilot",
                "debug",
                Repository.parse("registry.example/istio/pilot"),
                Digest.sha256("index"),
                MediaTypes.OCI_INDEX,
                List.of("1.27.3", "1.27.3-debug"),
                List.of(
                        new CatalogPlatform(Platform.LINUX_AMD64, Digest.sha256("amd"), 1, "istio-linux-amd64"),
                        new CatalogPlatform(Platform.LINUX_ARM64, Digest.sha256("arm"), 1, "istio-linux-arm64")),
                List.of());
        return new Catalog("1.27.3", CREATED, Optional.empty(), Map.of(), List.of(image));
    }

    private static ImageContents contents() {
        GoBuildInfo build = new GoBuildInfo(
                "go1.24.3",
                Optional.of(new GoModule("istio.io/istio", "(devel)")),
                List.of(new GoModule("github.com/google/go-cmp", "v0.6.0")),
                new TreeMap<>(Map.of("vcs.revision", REVISION)));
        ProgramFile program = new ProgramFile(
                new BinaryArchitecture(BinaryArchitecture.Format.ELF, Optional.empty(), Optional.of("amd64"), 62),
                true,
                Set.of(),
                Optional.of(build),
                Set.of());
        return new ImageContents(
                new TreeMap<>(Map.of("usr/local/bin/pilot-discovery", program)),
                List.of(new InstalledPackage("deb", "libc6", "2.36-9+deb12u10", "amd64")),
                Optional.of("ubuntu"));
    }

    private static String namespace(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), "bill")
                .path("documentNamespace")
                .asText();
    }

    private static String id(JsonNode json, String name) {
        return find(json.path("packages"), "name", name).path("SPDXID").asText();
    }

    private static List<String> related(JsonNode json, JsonNode from, String type) {
        List<String> found = new ArrayList<>();
        for (JsonNode one : json.path("relationships")) {
            if (one.path("spdxElementId").equals(from.path("SPDXID"))
                    && one.path("relationshipType").asText().equals(type)) {
                found.add(one.path("relatedSpdxElement").asText());
            }
        }
        return found;
    }

    private static JsonNode find(JsonNode list, String key, String value) {
        for (JsonNode one : list) {
            if (one.path(key).asText().equals(value)) {
                return one;
            }
        }
        throw new AssertionError("nothing has " + key + " " + value);
    }
}
