package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRecordJsonTest {
    @TempDir
    Path dir;

    private ImageRecord record;

    @BeforeEach
    void image() {
        try (OciLayout layout = OciLayout.create(dir)) {
            record = Stages.push(layout, Stages.stage("istio-linux-amd64"), "pilot", "debug");
        }
    }

    @Test
    void whatIsWrittenIsRead() {
        byte[] bytes = Json.canonical(ImageRecordJson.write(record));
        assertThat(ImageRecordJson.read(Json.readObject(bytes, "test"), "test")).isEqualTo(record);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "variant",
                "repository",
                "platform",
                "size",
                "stage",
                "manifest",
                "sources/istio",
                "manifest/digest",
                "layers/0/size",
                "layers/0/mediaType"
            })
    void aFieldThatIsNotThereIsNamed(String path) {
        ObjectNode json = ImageRecordJson.write(record);
        JsonNode parent = path.indexOf('/') < 0 ? json : json.at("/" + path.substring(0, path.lastIndexOf('/')));
        String field = path.substring(path.lastIndexOf('/') + 1);
        ((ObjectNode) parent).putNull(field);
        assertThatThrownBy(() -> ImageRecordJson.read(json, "the record"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageStartingWith("the record has no ");
    }

    @ParameterizedTest
    @CsvSource({
        "name, ../pilot",
        "name, $(reboot)",
        "variant, a b",
        "stage, a/b",
        "repository, ghcr.io/UPPER",
        "platform, linux",
        "size, -1"
    })
    void whatIsNoNameIsRefused(String field, String value) {
        ObjectNode json = ImageRecordJson.write(record);
        if (field.equals("size")) {
            json.put(field, Long.parseLong(value));
        } else {
            json.put(field, value);
        }
        assertThatThrownBy(() -> ImageRecordJson.read(json, "the record"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageStartingWith("the record");
    }

    @Test
    void commitsAndSourceNamesAreChecked() {
        ObjectNode wrongCommit = ImageRecordJson.write(record);
        ((ObjectNode) wrongCommit.path("sources")).put("istio", "HEAD");
        assertThatThrownBy(() -> ImageRecordJson.read(wrongCommit, "r")).hasMessage("r: istio is 'HEAD'");
        ObjectNode wrongName = ImageRecordJson.write(record);
        ((ObjectNode) wrongName.path("sources")).put("../x", Stages.SHA);
        assertThatThrownBy(() -> ImageRecordJson.read(wrongName, "r")).hasMessage("r: '../x' is no source's name");
    }

    @Test
    void anythingElseThanAnObjectIsRefused() {
        JsonNode json = Json.read("[1]".getBytes(StandardCharsets.UTF_8), "x");
        assertThatThrownBy(() -> ImageRecordJson.read(json, "x")).isInstanceOf(MalformedContentException.class);
    }
}
