package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageRecordsJsonTest {
    private static final StageRecords FILES = StageRecords.ofFiles(List.of(
            new FileRecord("helm/base-1.0.0.tgz", Digest.sha256("base"), 12, "helm"),
            new FileRecord("deb/istio-sidecar.deb", Digest.sha256("deb"), 34, "debian-linux-amd64")));

    @Test
    void files_of_several_stages_come_back_as_they_went() {
        assertThat(StageRecordsJson.read(StageRecordsJson.write(FILES), "records"))
                .isEqualTo(FILES);
        assertThat(StageRecordsJson.read(StageRecordsJson.write(StageRecords.NONE), "records"))
                .isEqualTo(StageRecords.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"images\": []}",
                "{\"images\": {}, \"files\": []}",
                "{\"images\": [{}], \"files\": []}",
                "{\"images\": [], \"files\": [{\"path\": \"a\", \"size\": 1}]}",
                "{\"images\": [], \"files\": [{\"path\": \"../a\", \"size\": 1, \"stage\": \"helm\"}]}"
            })
    void something_else_is_refused(String text) {
        JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8), "records");
        assertThatThrownBy(() -> StageRecordsJson.read(json, "records"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageStartingWith("records");
    }
}
