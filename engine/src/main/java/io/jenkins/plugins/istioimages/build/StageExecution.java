package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKey;
import io.jenkins.plugins.istioimages.plan.StageOutput;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A stage from end to end: what was made before is taken, else it is made, checked and remembered. */
public final class StageExecution {
    private static final Comparator<ImageRecord> BY_NAME =
            Comparator.comparing(ImageRecord::name).thenComparing(ImageRecord::variant);

    private final StageResults results;
    private final BaseDigests bases;
    private final StageWork work;
    private final BuildListener listener;

    public StageExecution(StageResults results, BaseDigests bases, StageWork work, BuildListener listener) {
        this.results = results;
        this.bases = bases;
        this.work = work;
        this.listener = listener;
    }

    /** The images of the stage, sorted by name and variant. */
    public List<ImageRecord> run(Stage stage) {
        Digest key = StageKey.withBases(stage, bases.of(stage));
        Optional<List<ImageRecord>> before = results.find(stage, key);
        if (before.isPresent()) {
            listener.reused(stage, before.get());
            return before.get();
        }
        listener.started(stage);
        List<ImageRecord> made = work.run(stage).stream().sorted(BY_NAME).toList();
        check(stage, made);
        results.save(stage, key, made);
        listener.finished(stage, made);
        return made;
    }

    private static void check(Stage stage, List<ImageRecord> made) {
        Set<StageOutput> outputs = made.stream()
                .map(image -> new StageOutput(image.name(), image.variant()))
                .collect(Collectors.toSet());
        String missing = stage.outputs().stream()
                .filter(output -> !outputs.contains(output))
                .map(StageOutput::toString)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty() || made.isEmpty()) {
            throw new StageFailedException(
                    stage.id(), "made no image" + (missing.isEmpty() ? "" : " " + missing), List.of());
        }
        for (ImageRecord image : made) {
            Platform platform = image.platform();
            if (!platform.equals(stage.platform())) {
                throw new StageFailedException(
                        stage.id(),
                        "image " + image.name() + " (" + image.variant() + ") says it is for " + platform
                                + ", the stage is for " + stage.platform(),
                        List.of());
            }
        }
    }
}
