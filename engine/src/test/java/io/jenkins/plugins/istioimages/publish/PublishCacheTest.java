package io.jenkins.plugins.istioimages.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCacheTest {
    private static final Digest DIFF_ID = Digest.sha256("layer");
    private static final LayerBytes LAYER = new LayerBytes(
            DIFF_ID, Descriptor.of(MediaTypes.OCI_LAYER_GZIP, Digest.sha256("compressed"), 10), Optional.empty());

    @TempDir
    private Path directory;

    @Test
    void another_run_knows_what_one_has_stored() {
        new PublishCache(directory).store("gzip", LAYER);
        assertThat(new PublishCache(directory).layer("gzip", DIFF_ID)).contains(LAYER);
        assertThat(new PublishCache(directory).layer("zstd", DIFF_ID)).isEmpty();
    }

    @Test
    void a_run_asks_the_disk_once_for_what_is_there_and_again_for_what_is_not() throws IOException {
        PublishCache cache = new PublishCache(directory);
        assertThat(cache.layer("gzip", DIFF_ID)).isEmpty();
        new PublishCache(directory).store("gzip", LAYER);
        assertThat(cache.layer("gzip", DIFF_ID)).contains(LAYER);
        for (Path file : files()) {
            Files.delete(file);
        }
        assertThat(cache.layer("gzip", DIFF_ID)).contains(LAYER);
    }

    @Test
    void a_damaged_file_counts_as_missing() throws IOException {
        new PublishCache(directory).store("gzip", LAYER);
        for (Path file : files()) {
            Files.writeString(file, "{\"diffId\": \"sha256:");
        }
        assertThat(new PublishCache(directory).layer("gzip", DIFF_ID)).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }
}
