package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import io.jenkins.plugins.istioimages.plan.StageParameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Stages of makers, the trees they work on, and what is in the archives they write. */
final class OutputStages {
    private OutputStages() {}

    static Stage stage(StageKind kind, String... files) {
        return stage(kind, List.of(), files);
    }

    static Stage stage(StageKind kind, List<Command> commands, String... files) {
        return new Stage(
                kind.id(),
                kind,
                Platform.LINUX_AMD64,
                "amd64",
                "",
                "",
                ImageBuilder.NATIVE,
                List.of(),
                Map.of(),
                commands,
                List.of(),
                List.of(),
                Map.of(
                        StageParameter.VERSION,
                        "1.14.5",
                        StageParameter.CREATED,
                        "2022-10-12T08:11:00Z",
                        StageParameter.COMPRESSOR,
                        Compressors.archiveGzip().id(),
                        StageParameter.HUB,
                        "ghcr.io/resf/istio",
                        StageParameter.MANIFEST,
                        "version: 1.14.5\n"),
                List.of(files),
                Digest.sha256(kind.id()));
    }

    static void write(StageDirectory directory, String path, String text) throws IOException {
        write(directory.source("istio").resolve(path), text);
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Names of the entries of a compressed tar, in their order. */
    static List<String> names(Path archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream tar = open(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    /** Texts of the files of a compressed tar by name. */
    static Map<String, String> texts(Path archive) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (TarArchiveInputStream tar = open(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    texts.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    static TarArchiveInputStream open(Path archive) throws IOException {
        return new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)));
    }
}
