package io.jenkins.plugins.istioimages.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerSpoolTest {
    @TempDir
    private Path directory;

    private final AtomicInteger compressions = new AtomicInteger();
    private Path file;
    private LayerSpool spool;

    @BeforeEach
    void open() throws IOException {
        file = Files.writeString(directory.resolve("binary"), "content");
        Compressor gzip = Compressors.jdkGzip();
        spool = new LayerSpool(directory.resolve("spool"), new Compressor() {
            @Override
            public String id() {
                return gzip.id();
            }

            @Override
            public String layerMediaType() {
                return gzip.layerMediaType();
            }

            @Override
            public OutputStream compress(OutputStream out) throws IOException {
                compressions.incrementAndGet();
                return gzip.compress(out);
            }
        });
    }

    @Test
    void equalLayersAreCompressedOnceWhoeverAsks() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<SpooledLayer>> futures = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            futures.add(pool.submit(() -> spool.layer(spec(file, 0755))));
        }
        SpooledLayer first = futures.get(0).get();
        for (Future<SpooledLayer> future : futures) {
            assertThat(future.get()).isEqualTo(first);
        }
        pool.shutdown();
        assertThat(compressions).hasValue(1);
        assertThat(spool.layer(spec(file, 0644)).diffId()).isNotEqualTo(first.diffId());
    }

    @Test
    void aLayerDoesNotDependOnWhereItsFilesAreOrWhenTheyWereMade() throws IOException {
        Path other = Files.writeString(
                Files.createDirectories(directory.resolve("else")).resolve("x"), "content");
        Files.setLastModifiedTime(other, java.nio.file.attribute.FileTime.fromMillis(1));
        assertThat(spool.layer(spec(other, 0755)).descriptor())
                .isEqualTo(spool.layer(spec(file, 0755)).descriptor());
    }

    @Test
    void aFileThatChangedIsReadAgain() throws IOException {
        SpooledLayer before = spool.layer(spec(file, 0755));
        Files.writeString(file, "other content");
        assertThat(spool.layer(spec(file, 0755)).diffId()).isNotEqualTo(before.diffId());
    }

    @Test
    void aMissingFileIsAWorkErrorAndNotRemembered() throws IOException {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> spool.layer(spec(missing, 0755)))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("cannot write a layer");
        Files.writeString(missing, "there");
        assertThat(spool.layer(spec(missing, 0755)).file()).exists();
    }

    @Test
    void anInterruptCancelsAndTheNextTrySucceeds() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> spool.layer(spec(file, 0755))).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(spool.layer(spec(file, 0755)).file()).exists();
    }

    @Test
    void closingRemovesTheFiles() throws IOException {
        spool.layer(spec(file, 0755));
        spool.close();
        try (var left = Files.list(directory.resolve("spool"))) {
            assertThat(left).isEmpty();
        }
    }

    private static LayerSpec spec(Path content, int mode) {
        TreeMap<String, TreeNode> entries = new TreeMap<>();
        entries.put("usr", TreeNode.directory(0755, 0, 0));
        entries.put("usr/x", TreeNode.file(mode, 0, 0, new FileContent.OnDisk(content)));
        return new LayerSpec(entries, Instant.ofEpochSecond(1_665_562_260L));
    }
}
