package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKey;
import java.util.List;
import java.util.Optional;

/**
 * A stage from end to end: what was made before is taken, else it is made, checked and remembered. Who makes it by other
 * means than {@link StageWork} calls {@link #find} before and {@link #keep} after.
 */
public final class StageExecution {
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

    /** What the stage made, sorted. */
    public StageRecords run(Stage stage) {
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

    /** What a stage of this key made before, sorted; empty where it has to run. */
    public Optional<StageRecords> find(Stage stage, Digest key) {
        Optional<StageRecords> before = results.find(stage, key);
        before.ifPresent(records -> listener.reused(stage, records));
        return before;
    }

    /**
     * Checks what a stage made and remembers it.
     *
     * @param key as it was before the stage ran
     * @return what it made, sorted
     * @throws StageFailedException if something of the plan is missing, or an image is of another platform or of
     *     another Envoy
     */
    public StageRecords keep(Stage stage, Digest key, StageRecords records) {
        StageRecords made = records.sorted();
        StageCheck.check(stage, made);
        for (ImageRecord image : made.images()) {
            ProxyCheck.image(stage, image, results.config(image)).ifPresent(wrong -> {
                throw new StageFailedException(stage.id(), wrong, List.of());
            });
        }
        results.save(stage, key, made);
        listener.finished(stage, made);
        return made;
    }
}
