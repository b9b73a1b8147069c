package io.jenkins.plugins.istioimages.publish.targets;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.store.Workers;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Publishes a release to targets that know nothing of each other, side by side. One that fails stops no other. Each is
 * looked at, brought what is missing, and read back.
 */
public final class Publication {
    /** How far it goes. */
    public enum Mode {
        /** Brings what is missing. */
        PUBLISH,
        /** Says what would be brought. */
        DRY_RUN,
        /** Says whether all is there. */
        VERIFY
    }

    private final Mode mode;
    private final boolean replace;
    private final Consumer<Receipt> listener;

    /**
     * @param replace whether what is in the way goes
     * @param listener hears of each target when it is through, from its thread
     */
    public Publication(Mode mode, boolean replace, Consumer<Receipt> listener) {
        this.mode = mode;
        this.replace = replace;
        this.listener = listener;
    }

    /**
     * Goes through all targets.
     *
     * @return what came of each, in their order
     * @throws InputException if two of them have one name
     * @throws CancelledException if it is interrupted
     */
    public List<Receipt> run(List<PublishTarget> targets) {
        if (targets.isEmpty()) {
            throw new InputException("no target to publish to");
        }
        Set<TargetName> names = new HashSet<>();
        for (PublishTarget target : targets) {
            if (!names.add(target.name())) {
                throw new InputException("target '" + target.name() + "' is named twice");
            }
        }
        try (Workers workers = new Workers("publish", targets.size())) {
            return workers.map(targets, target -> {
                Receipt receipt = receipt(target);
                listener.accept(receipt);
                return receipt;
            });
        }
    }

    private Receipt receipt(PublishTarget target) {
        Progress progress = new Progress(target.name());
        try {
            return publish(target, progress);
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            return progress.receipt(Status.FAILED, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Receipt publish(PublishTarget target, Progress progress) {
        progress.items = target.look().stream()
                .map(item -> replace ? item.allowed() : item)
                .toList();
        List<Item> changes = progress.items.stream()
                .filter(item -> item.action() != Action.NONE)
                .toList();
        if (changes.isEmpty()) {
            return progress.receipt(Status.UNCHANGED, Optional.empty());
        }
        if (mode == Mode.VERIFY) {
            return progress.receipt(Status.INCOMPLETE, Optional.of(differences(changes)));
        }
        List<Item> conflicts = changes.stream()
                .filter(item -> item.action() == Action.CONFLICT)
                .toList();
        if (!conflicts.isEmpty()) {
            return progress.receipt(Status.REFUSED, Optional.of(differences(conflicts)));
        }
        if (mode == Mode.DRY_RUN) {
            return progress.receipt(Status.INCOMPLETE, Optional.empty());
        }
        target.apply(changes, item -> progress.done.add(item.name()));
        return readBack(target, progress);
    }

    private Receipt readBack(PublishTarget target, Progress progress) {
        List<Item> left = target.look().stream()
                .filter(item -> item.action() != Action.NONE)
                .toList();
        return left.isEmpty()
                ? progress.receipt(Status.DONE, Optional.empty())
                : progress.receipt(Status.FAILED, Optional.of("read back: " + differences(left)));
    }

    private static String differences(List<Item> items) {
        return items.stream()
                .map(item -> item.name() + " should be " + item.asked() + " and is "
                        + item.found().orElse("not there"))
                .collect(Collectors.joining("; "));
    }

    /** What is known of a target so far, also when it fails. */
    private static final class Progress {
        private final TargetName target;
        private final Set<String> done = new LinkedHashSet<>();
        private List<Item> items = List.of();

        Progress(TargetName target) {
            this.target = target;
        }

        Receipt receipt(Status status, Optional<String> problem) {
            return new Receipt(target, status, items, done, problem);
        }
    }
}
