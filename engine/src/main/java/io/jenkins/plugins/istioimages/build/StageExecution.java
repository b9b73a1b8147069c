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

/**
 * A stage from end to end: what was made before is taken, else it is made, checked and remembered. Who makes it by other
 * means than {@link StageWork} calls {@link #find} before and {@link #keep} after.
 */
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
        Digest key = key(stage);
        return find(stage, key).orElseGet(() -> {
            listener.started(stage);
            return keep(stage, key, work.run(stage));
        });
    }

    /** What names the stage's result: its key with its base images as they are now. */
    public Digest key(Stage stage) {
        return StageKey.withBases(stage, bases.of(stage));
    }

    /** The images that a stage of this key made before, sorted; empty where it has to run. */
    public Optional<List<ImageRecord>> find(Stage stage, Digest key) {
        Optional<List<ImageRecord>> before = results.find(stage, key);
        before.ifPresent(images -> listener.reused(stage, images));
        return before;
    }

    /**
     * Checks what a stage made and remembers it.
     *
     * @param key as it was before the stage ran
     * @return the images, sorted by name and variant
     * @throws StageFailedException if an image of the plan is missing, or one is of another platform
     */
    public List<ImageRecord> keep(Stage stage, Digest key, List<ImageRecord> images) {
        List<ImageRecord> made = images.stream().sorted(BY_NAME).toList();
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
