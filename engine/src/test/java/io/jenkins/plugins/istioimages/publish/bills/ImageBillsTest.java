package io.jenkins.plugins.istioimages.publish.bills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.sbom.SpdxReader;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.TestArchive;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import io.jenkins.plugins.istioimages.validate.fixture.FixtureGo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageBillsTest {
    private static final Repository REPOSITORY = Repository.parse("staging.example/mini/pilot");
    private static final Digest BASE = Digest.sha256("base");
    private static final String SECRET = "etc/secret";

    private final InMemoryStore store = new InMemoryStore();
    private final List<ImageBills> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(ImageBills::close);
    }

    @Test
    void spdxs_own_library_takes_the_bill_of_an_image_and_that_of_an_index() throws Exception {
        ManifestContent image = image(base(), upper());
        ManifestContent index = index(image);
        ImageBills bills = bills(index, image);
        assertThat(SpdxReader.problems(text(bills.of(index.digest(), image.digest()))))
                .isEmpty();
        assertThat(SpdxReader.problems(text(bills.of(index.digest(), index.digest()))))
                .isEmpty();
    }

    @Test
    void an_image_is_told_by_layers_files_packages_programs_and_base() throws IOException {
        ManifestContent image = image(base(), upper());
        JsonNode bill = bill(image);
        JsonNode whole = named(bill, "pilot");
        assertThat(whole.path("checksums").path(0).path("checksumValue").asText())
                .isEqualTo(image.digest().hex());
        assertThat(whole.path("externalRefs").path(0).path("referenceLocator").asText())
                .isEqualTo("pkg:oci/pilot@sha256%3A" + image.digest().hex() + "?arch=amd64");
        assertThat(related(bill, "SPDXRef-DOCUMENT", "DESCRIBES")).containsExactly(id(whole));
        assertThat(related(bill, id(whole), "DESCENDANT_OF")).containsExactly(id(named(bill, "ubuntu:jammy")));
        JsonNode first = named(bill, "layer 1");
        assertThat(first.path("comment").asText()).isEqualTo("made by: ADD base.tar /");
        assertThat(first.path("checksums").path(0).path("checksumValue").asText())
                .isEqualTo(manifest(image).layers().get(0).digest().hex());
        assertThat(related(bill, id(whole), "CONTAINS"))
                .contains(
                        id(first), id(named(bill, "layer 2")), id(named(bill, "libc6")), id(named(bill, "discovery")));
        assertThat(related(bill, id(named(bill, "discovery")), "STATIC_LINK"))
                .contains(id(named(bill, "github.com/google/go-cmp")));
        assertThat(bill.path("creationInfo").path("created").asText()).isEqualTo("2022-10-12T08:11:00Z");
    }

    @Test
    void files_are_those_that_one_sees_each_in_the_layer_it_comes_from() throws IOException {
        JsonNode bill = bill(image(base(), upper()));
        assertThat(bill.path("files").findValuesAsText("fileName"))
                .containsExactlyInAnyOrder(
                        "./etc/os-release", "./etc/issue", "./var/lib/dpkg/status", "./usr/local/bin/discovery");
        JsonNode issue = file(bill, "./etc/issue");
        assertThat(issue.path("checksums").findValuesAsText("checksumValue"))
                .containsExactly(
                        "7bee8f3b184e1e141ff76efe369c3b8bfc50e64c",
                        Digest.sha256("second\n").hex())
                .hasSize(2);
        assertThat(related(bill, id(named(bill, "layer 2")), "CONTAINS"))
                .contains(id(issue))
                .doesNotContain(id(file(bill, "./etc/os-release")));
        assertThat(text(Json.canonical(bill))).doesNotContain(SECRET);
    }

    @Test
    void equal_images_have_equal_bills_wherever_they_are() throws IOException {
        ManifestContent image = image(base(), upper());
        byte[] first = bills(image).of(image.digest(), image.digest());
        InMemoryStore elsewhere = new InMemoryStore();
        Repository other = Repository.parse("other.example/istio/pilot");
        for (Descriptor blob : image.parse().references()) {
            elsewhere.pushBlob(other, BlobSource.ofBytes(blob.mediaType(), TestImages.read(store, REPOSITORY, blob)));
        }
        elsewhere.pushManifest(other, image);
        try (ImageBills bills = new ImageBills(elsewhere, catalog(other, image))) {
            assertThat(bills.of(image.digest(), image.digest())).isEqualTo(first);
            assertThat(bills.of(image.digest(), image.digest())).isEqualTo(first);
        }
    }

    @Test
    void an_index_is_told_by_the_images_in_it() throws IOException {
        ManifestContent image = image(base());
        ManifestContent index = index(image);
        JsonNode bill = Json.read(bills(index, image).of(index.digest(), index.digest()), "bill");
        JsonNode one = named(bill, "pilot for linux/amd64");
        assertThat(one.path("checksums").path(0).path("checksumValue").asText())
                .isEqualTo(image.digest().hex());
        assertThat(related(bill, id(named(bill, "pilot")), "CONTAINS")).containsExactly(id(one));
        assertThat(bill.path("files")).isEmpty();
        assertThat(bill.path("creationInfo").path("created").asText()).isEqualTo("2022-10-12T08:11:00Z");
    }

    @Test
    void an_image_with_too_many_files_says_so_and_lists_none() throws Exception {
        TestArchive many = new TestArchive();
        for (int i = 0; i <= 10_000; i++) {
            many.file("f/" + i, "");
        }
        ManifestContent image = image(base(), many);
        byte[] bytes = bills(image).of(image.digest(), image.digest());
        JsonNode bill = Json.read(bytes, "bill");
        assertThat(bill.path("files")).isEmpty();
        assertThat(named(bill, "pilot").path("comment").asText()).isEqualTo("It has too many files to list them here.");
        assertThat(named(bill, "libc6").path("versionInfo").asText()).isEqualTo("2.36-9");
        assertThat(SpdxReader.problems(text(bytes))).isEmpty();
    }

    @Test
    void what_is_not_of_the_release_or_no_layer_is_told() {
        ManifestContent image = image(base());
        assertThatThrownBy(() -> bills(image).of(BASE, BASE))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("is no image of the release");
        Descriptor noTar = push("application/vnd.oci.image.layer.v1.tar", "no tar".getBytes(StandardCharsets.UTF_8));
        ManifestContent odd = ImageManifest.of(
                        MediaTypes.OCI_MANIFEST, manifest(image).config(), List.of(noTar))
                .content();
        store.pushManifest(REPOSITORY, odd);
        assertThatThrownBy(() -> bills(odd).of(odd.digest(), odd.digest()))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("cannot look into layer " + noTar.digest());
    }

    private static TestArchive base() {
        return new TestArchive()
                .file("etc/os-release", "ID=ubuntu\n")
                .file("etc/issue", "first\n")
                .file(SECRET, "x")
                .file("var/lib/dpkg/status", "Package: libc6\nVersion: 2.36-9\nArchitecture: amd64\n");
    }

    private static TestArchive upper() {
        return new TestArchive()
                .file("etc/.wh.secret", "")
                .file("etc/issue", "second\n")
                .file("usr/local/bin/discovery", FixtureGo.program("amd64", "go1.24.3", "1.27.3"));
    }

    private ManifestContent image(TestArchive... layers) {
        ObjectNode tree = ImageConfig.empty(Platform.LINUX_AMD64).tree().put("created", "2022-10-12T08:11:00Z");
        ArrayNode history = tree.putArray("history");
        ArrayNode diffIds = (ArrayNode) tree.get("rootfs").get("diff_ids");
        history.addObject().put("created_by", "ENV A=b").put("empty_layer", true);
        List<Descriptor> pushed = new ArrayList<>();
        for (TestArchive layer : layers) {
            byte[] tar = layer.bytes();
            diffIds.add(Digest.sha256(tar).toString());
            history.addObject().put("created_by", pushed.isEmpty() ? "ADD base.tar /" : "COPY discovery /");
            pushed.add(push(MediaTypes.OCI_LAYER_GZIP, TestImages.gzip(tar)));
        }
        ManifestContent content = new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.empty(),
                        push(MediaTypes.OCI_CONFIG, Json.canonical(tree)),
                        pushed,
                        Optional.empty(),
                        new TreeMap<>(Map.of(
                                "org.opencontainers.image.base.name",
                                "ubuntu:jammy",
                                "org.opencontainers.image.base.digest",
                                BASE.toString())))
                .content();
        store.pushManifest(REPOSITORY, content);
        return content;
    }

    private ManifestContent index(ManifestContent image) {
        ManifestContent index = ImageIndex.of(
                        MediaTypes.OCI_INDEX, List.of(image.descriptor().withPlatform(Platform.LINUX_AMD64)))
                .content();
        store.pushManifest(REPOSITORY, index);
        return index;
    }

    private Descriptor push(String mediaType, byte[] content) {
        BlobSource source = BlobSource.ofBytes(mediaType, content);
        store.pushBlob(REPOSITORY, source);
        return source.descriptor();
    }

    private ImageBills bills(ManifestContent... images) {
        ImageBills bills = new ImageBills(store, catalog(REPOSITORY, images));
        open.add(bills);
        return bills;
    }

    private static Catalog catalog(Repository repository, ManifestContent... images) {
        List<CatalogPlatform> platforms = new ArrayList<>();
        for (int i = 1; i < images.length; i++) {
            platforms.add(new CatalogPlatform(Platform.LINUX_AMD64, images[i].digest(), 1, "istio"));
        }
        CatalogImage image = new CatalogImage(
                "pilot",
                "debug",
                repository,
                images[0].digest(),
                images[0].mediaType(),
                List.of("1.14.5"),
                platforms,
                List.of());
        return new Catalog("1.14.5", Instant.parse("2022-10-12T08:11:00Z"), Optional.empty(), Map.of(), List.of(image));
    }

    private JsonNode bill(ManifestContent image) {
        return Json.read(bills(image).of(image.digest(), image.digest()), "bill");
    }

    private static ImageManifest manifest(ManifestContent image) {
        return (ImageManifest) image.parse();
    }

    private static JsonNode named(JsonNode bill, String name) {
        return find(bill.path("packages"), "name", name);
    }

    private static JsonNode file(JsonNode bill, String name) {
        return find(bill.path("files"), "fileName", name);
    }

    private static JsonNode find(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(one -> one.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + value + " in " + list.findValuesAsText(field)));
    }

    private static String id(JsonNode element) {
        return element.path("SPDXID").asText();
    }

    private static List<String> related(JsonNode bill, String from, String type) {
        return StreamSupport.stream(bill.path("relationships").spliterator(), false)
                .filter(one -> one.path("spdxElementId").asText().equals(from)
                        && one.path("relationshipType").asText().equals(type))
                .map(one -> one.path("relatedSpdxElement").asText())
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
