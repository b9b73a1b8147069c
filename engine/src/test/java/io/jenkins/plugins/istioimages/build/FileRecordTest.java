package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRecordTest {
    private static final Digest DIGEST = Digest.sha256("x");

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../b", "a//b", "a/", ".hidden", "a b", "a\\b", "a\nb", "-x"})
    void aPathThatLeadsElsewhereIsRefused(String path) {
        assertThatThrownBy(() -> new FileRecord(path, DIGEST, 1, "helm"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be the name of a release's file");
    }

    @Test
    void itsJsonIsReadAgain() {
        FileRecord file = new FileRecord("helm/samples/ambient-1.14.5.tgz", DIGEST, 12, "helm");
        assertThat(FileRecord.read(file.toJson(), "helm", "result")).isEqualTo(file);
        assertThat(file.descriptor().size()).isEqualTo(12);
    }

    @Test
    void whatIsNoRecordIsMalformed() {
        ObjectNode good = new FileRecord("a", DIGEST, 12, "helm").toJson();
        for (ObjectNode bad : new ObjectNode[] {
            good.deepCopy().put("size", -1),
            good.deepCopy().put("size", "12"),
            good.deepCopy().put("path", "../a"),
            good.deepCopy().put("digest", "md5:x"),
            good.deepCopy().without("path")
        }) {
            assertThatThrownBy(() -> FileRecord.read(bad, "helm", "result"))
                    .isInstanceOf(MalformedContentException.class)
                    .hasMessageStartingWith("result");
        }
    }
}
