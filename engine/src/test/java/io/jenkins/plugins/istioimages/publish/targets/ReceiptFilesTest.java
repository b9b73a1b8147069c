package io.jenkins.plugins.istioimages.publish.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptFilesTest {
    private static final TargetName TARGET = new TargetName("registry", "ghcr.io/resf/istio");
    private static final Item TAG = Item.fixed("pilot:1.0", "sha256:1", Optional.empty());
    private static final Item THERE = Item.fixed("pilot:1.0", "sha256:1", Optional.of("sha256:1"));
    private static final Item ALIAS = Item.moving("pilot:latest", "sha256:1", Optional.of("sha256:0"))
            .at(URI.create("https://ghcr.io/resf/istio/pilot"));

    @TempDir
    private Path directory;

    @Test
    void a_receipt_says_what_was_asked_found_and_done() throws IOException {
        Path file = write(
                "1.0",
                new Receipt(TARGET, Status.FAILED, List.of(TAG, ALIAS), Set.of("pilot:1.0"), Optional.of("cut")));
        assertThat(file.getFileName()).hasToString("registry-ghcr.io~resf~istio.json");
        assertThat(Json.readObject(Files.readAllBytes(file), "file")).isEqualTo(json("""
                                {"target": {"kind": "registry", "place": "ghcr.io/resf/istio"}, "release": "1.0",
                                 "status": "failed", "complete": false, "problem": "cut", "items": [
                                  {"name": "pilot:1.0", "asked": "sha256:1", "action": "create", "done": true},
                                  {"name": "pilot:latest", "asked": "sha256:1", "found": "sha256:0", "action": "update",
                                   "done": false, "link": "https://ghcr.io/resf/istio/pilot"}]}"""));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_later_run_keeps_what_an_earlier_one_brought() throws IOException {
        write("1.0", new Receipt(TARGET, Status.FAILED, List.of(TAG, ALIAS), Set.of("pilot:1.0"), Optional.of("cut")));
        ObjectNode both = json(Files.readString(
                write("1.0", new Receipt(TARGET, Status.UNCHANGED, List.of(THERE), Set.of(), Optional.empty()))));
        assertThat(both.path("status").asText()).isEqualTo("unchanged");
        assertThat(both.has("problem")).isFalse();
        assertThat(both.path("items")).hasSize(2);
        assertThat(both.path("items").get(0).path("done").asBoolean()).isTrue();
        assertThat(both.path("items").get(0).path("action").asText()).isEqualTo("create");
        assertThat(both.path("items").get(1).path("name").asText()).isEqualTo("pilot:latest");
    }

    @Test
    void another_release_begins_anew() throws IOException {
        write("1.0", new Receipt(TARGET, Status.DONE, List.of(TAG), Set.of("pilot:1.0"), Optional.empty()));
        ObjectNode next = json(Files.readString(
                write("1.1", new Receipt(TARGET, Status.UNCHANGED, List.of(), Set.of(), Optional.empty()))));
        assertThat(next.path("items")).isEmpty();
        assertThat(next.path("complete").asBoolean()).isTrue();
    }

    @Test
    void what_is_no_receipt_is_not_overwritten() throws IOException {
        Path file = directory.resolve("receipts/registry-ghcr.io~resf~istio.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> write("1.0", new Receipt(TARGET, Status.DONE, List.of(), Set.of(), Optional.empty())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("[]");
    }

    private Path write(String release, Receipt receipt) {
        return new ReceiptFiles(directory.resolve("receipts"), release).write(receipt);
    }

    private static ObjectNode json(String text) {
        return Json.readObject(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), "text");
    }
}
