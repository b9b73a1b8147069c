package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a stage made what its plan says. */
final class StageCheck {
    private StageCheck() {}

    /** @throws StageFailedException if something is missing, or an image is of another platform */
    static void check(Stage stage, StageRecords made) {
        problem(stage, made).ifPresent(what -> {
            throw new StageFailedException(stage.id(), what, List.of());
        });
    }

    static boolean isWhole(Stage stage, StageRecords made) {
        return problem(stage, made).isEmpty();
    }

    private static Optional<String> problem(Stage stage, StageRecords made) {
        return stage.kind().makesImages() ? images(stage, made.images()) : files(stage, made.files());
    }

    private static Optional<String> images(Stage stage, List<ImageRecord> made) {
        Set<StageOutput> outputs = made.stream()
                .map(image -> new StageOutput(image.name(), image.variant()))
                .collect(Collectors.toSet());
        String missing = stage.outputs().stream()
                .filter(output -> !outputs.contains(output))
                .map(StageOutput::toString)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty() || made.isEmpty()) {
            return Optional.of("made no image" + (missing.isEmpty() ? "" : " " + missing));
        }
        return made.stream()
                .filter(image -> !image.platform().equals(stage.platform()))
                .findFirst()
                .map(image -> "image " + image.name() + " (" + image.variant() + ") says it is for " + image.platform()
                        + ", the stage is for " + stage.platform());
    }

    private static Optional<String> files(Stage stage, List<FileRecord> made) {
        List<String> missing = new ArrayList<>(stage.files());
        missing.removeAll(made.stream().map(FileRecord::path).toList());
        return missing.isEmpty() ? Optional.empty() : Optional.of("made no " + String.join(", ", missing));
    }
}
