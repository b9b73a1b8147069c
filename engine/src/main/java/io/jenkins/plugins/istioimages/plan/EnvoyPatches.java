package io.jenkins.plugins.istioimages.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Patches as a directory has them, and as a stage is told them: JSON, text by name. */
public final class EnvoyPatches {
    /** Plans travel as texts of at most 4 MiB. */
    private static final long MOST_BYTES = 1 << 20;

    private EnvoyPatches() {}

    /**
     * The patches of a directory, in the order in which they are applied. Files that are not called {@code *.patch} are
     * left alone.
     *
     * @throws InputException if there is no such directory, a name says nothing, or they are too large
     */
    public static List<EnvoyPatch> read(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new InputException("there is no directory " + directory + " with patches");
        }
        long bytes = 0;
        List<EnvoyPatch> patches = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(EnvoyPatches::isPatch).toList()) {
                bytes += Files.size(file);
                if (bytes > MOST_BYTES) {
                    throw new InputException("the patches in " + directory + " have more than 1 MiB");
                }
                patches.add(new EnvoyPatch(file.getFileName().toString(), text(file)));
            }
        } catch (IOException e) {
            throw new WorkException("cannot read the patches in " + directory + ": " + e.getMessage(), e);
        }
        return patches.stream().sorted().toList();
    }

    private static boolean isPatch(Path file) {
        return Files.isRegularFile(file) && file.getFileName().toString().endsWith(".patch");
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new InputException(file + " is no text in UTF-8, which patches are", e);
        }
    }

    /** Those that belong into a build. */
    static List<EnvoyPatch> chosen(List<EnvoyPatch> all, String version, Platform platform) {
        return all.stream()
                .filter(patch -> patch.isFor(version, platform))
                .sorted()
                .toList();
    }

    static String write(List<EnvoyPatch> patches) {
        ObjectNode json = Json.object();
        patches.forEach(patch -> json.put(patch.name(), patch.text()));
        return new String(Json.canonical(json), StandardCharsets.UTF_8);
    }

    /**
     * The patches that a stage is told, in the order in which they are applied.
     *
     * @throws InputException if a name says nothing
     */
    public static List<EnvoyPatch> of(Stage stage) {
        String text = stage.parameters().getOrDefault(StageParameter.PATCHES, "{}");
        ObjectNode json = Json.readObject(text.getBytes(StandardCharsets.UTF_8), "patches of stage " + stage.id());
        return json.properties().stream()
                .map(field -> new EnvoyPatch(field.getKey(), field.getValue().asText()))
                .sorted()
                .toList();
    }
}
