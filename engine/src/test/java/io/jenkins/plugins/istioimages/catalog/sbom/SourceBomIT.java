package io.jenkins.plugins.istioimages.catalog.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceInventory;
import io.jenkins.plugins.istioimages.source.SourceOptions;
import io.jenkins.plugins.istioimages.source.SourceResolver;
import io.jenkins.plugins.istioimages.source.TestRepository;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceBomIT {
    private static final Instant CREATED = Instant.parse("2025-10-12T08:11:00Z");
    private static final String SUM = "h1:ofyhxvXcZhMsU5ulbFiLKl/XBFqE1GSq7atu8tAmTRI=";

    @TempDir
    private Path temp;

    private String text;
    private JsonNode json;
    private String sha;

    @Test
    void everySourceHasItsFilesAndWhatItRequiresAndSpdxsOwnLibraryTakesIt() throws Exception {
        write("cache");
        assertThat(SpdxReader.problems(text)).isEmpty();

        JsonNode istio = find("packages", "name", "istio");
        assertThat(istio.path("versionInfo").asText()).isEqualTo(sha);
        assertThat(istio.path("filesAnalyzed").asBoolean()).isTrue();
        assertThat(json.path("files").findValuesAsText("fileName"))
                .containsExactlyInAnyOrder(
                        "./sources/istio/go.mod",
                        "./sources/istio/go.sum",
                        "./sources/istio/pkg/a.go",
                        "./sources/api/pkg/a.go");
        JsonNode file = find("files", "fileName", "./sources/istio/pkg/a.go");
        assertThat(file.path("checksums").path(1).path("checksumValue").asText())
                .isEqualTo(Digest.sha256("package a\n").hex());
        assertThat(related(istio, "CONTAINS"))
                .hasSize(3)
                .contains(file.path("SPDXID").asText());

        JsonNode module = find("packages", "name", "github.com/google/go-cmp");
        assertThat(related(istio, "DEPENDS_ON"))
                .containsExactly(module.path("SPDXID").asText());
        assertThat(module.path("versionInfo").asText()).isEqualTo("v0.6.0");
        assertThat(module.path("comment").asText()).isEqualTo("go.sum: " + SUM);
        assertThat(module.path("externalRefs").path(0).path("referenceLocator").asText())
                .isEqualTo("pkg:golang/github.com/google/go-cmp@v0.6.0");
    }

    @Test
    void itIsTheSameToTheByteEachTimeAndValidateReadsIt() throws Exception {
        write("cache");
        String first = text;
        write("another-cache");
        assertThat(text).isEqualTo(first);
        Path bill = Files.writeString(temp.resolve("bill.json"), text);
        BillFacts facts = BillFacts.read(bill);
        assertThat(facts.packages()).containsEntry("istio", sha);
        assertThat(facts.files()).hasSize(4).containsKey("sources/api/pkg/a.go");
    }

    private void write(String cache) throws Exception {
        try (TestRepository istio = TestRepository.create(temp.resolve("istio"));
                TestRepository api = TestRepository.create(temp.resolve("api"))) {
            if (sha == null) {
                api.commit("api", Map.of("pkg/a.go", "package a\n"));
                sha = istio.commit(
                        "istio",
                        Map.of(
                                "pkg/a.go",
                                "package a\n",
                                "go.mod",
                                "module istio.io/istio\nrequire github.com/google/go-cmp v0.6.0\n",
                                "go.sum",
                                "github.com/google/go-cmp v0.6.0 " + SUM + "\n"));
            }
            String manifest = "version: 1.27.3\ndependencies:\n  istio: {git: " + istio.directory() + ", sha: "
                    + istio.head() + "}\n  api: {git: " + api.directory() + ", sha: " + api.head() + "}\n";
            MirrorCache mirrors = new MirrorCache(temp.resolve(cache), GitAccess.standard());
            Lock lock = new SourceResolver(mirrors, SourceOptions.standard())
                    .resolve(ManifestReader.read("manifest.yaml", manifest.getBytes(StandardCharsets.UTF_8))
                            .manifest());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new BillsOfMaterials("1.27.3", CREATED).source(lock, new SourceInventory(mirrors), out);
            text = out.toString(StandardCharsets.UTF_8);
            json = Json.read(out.toByteArray(), "bill of materials");
        }
    }

    private JsonNode find(String list, String field, String value) {
        return StreamSupport.stream(json.path(list).spliterator(), false)
                .filter(one -> one.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private List<String> related(JsonNode from, String type) {
        return StreamSupport.stream(json.path("relationships").spliterator(), false)
                .filter(one -> one.path("spdxElementId").equals(from.path("SPDXID")))
                .filter(one -> one.path("relationshipType").asText().equals(type))
                .map(one -> one.path("relatedSpdxElement").asText())
                .toList();
    }
}
