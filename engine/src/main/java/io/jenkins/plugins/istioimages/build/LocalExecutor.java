package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Carries a plan out on this machine: as many stages at once as it may, each when what it needs is done. When one fails
 * the others go on, all failures are told together, and a second run makes only what is missing.
 */
public final class LocalExecutor {
    private final StageExecution execution;
    private final BuildListener listener;
    private final int parallel;

    /** @param parallel how many stages run at once, at least one */
    public LocalExecutor(StageExecution execution, BuildListener listener, int parallel) {
        this.execution = execution;
        this.listener = listener;
        this.parallel = Math.max(1, parallel);
    }

    /**
     * Runs every stage.
     *
     * @return what was made, in the order of the plan
     * @throws BuildFailedException if stages failed
     * @throws InputException if nothing but wrong input made them fail
     * @throws CancelledException if the thread was interrupted; when it is thrown no stage runs any more
     */
    public StageRecords execute(Plan plan) {
        ExecutorService pool = Executors.newFixedThreadPool(parallel, work -> new Thread(work, "stage"));
        try {
            Run run = new Run(plan, new ExecutorCompletionService<>(pool));
            run.toEnd();
            return run.records();
        } catch (InterruptedException e) {
            StageThreads.stop(pool);
            Thread.currentThread().interrupt();
            throw new CancelledException("the build was cancelled; what was finished will not run again", e);
        } finally {
            StageThreads.stop(pool);
        }
    }

    /** How one stage ended. */
    private record Outcome(Stage stage, StageRecords records, RuntimeException failure) {}

    /** The state of one execution; belongs to the calling thread. */
    private final class Run {
        private final CompletionService<Outcome> running;
        private final Map<String, Stage> waiting = new LinkedHashMap<>();
        private final List<Stage> order;
        private final Map<String, StageRecords> done = new LinkedHashMap<>();
        private final Map<String, RuntimeException> failures = new LinkedHashMap<>();
        private final List<String> notRun = new ArrayList<>();
        private int active;

        Run(Plan plan, CompletionService<Outcome> running) {
            this.running = running;
            this.order = plan.stages();
            order.forEach(stage -> waiting.put(stage.id(), stage));
        }

        void toEnd() throws InterruptedException {
            startReady();
            while (active > 0) {
                accept(next());
                startReady();
            }
            waiting.values().forEach(stage -> giveUp(stage, String.join(", ", stage.needs())));
            raise();
        }

        private Outcome next() throws InterruptedException {
            try {
                return running.take().get();
            } catch (ExecutionException e) {
                // Outcomes carry exceptions; what comes here is an error of the machine: out of memory, a missing
                // class.
                throw StageThreads.unchecked(e);
            }
        }

        private void startReady() {
            for (Stage stage : List.copyOf(waiting.values())) {
                if (done.keySet().containsAll(stage.needs())) {
                    waiting.remove(stage.id());
                    active++;
                    running.submit(() -> attempt(stage));
                } else {
                    stage.needs().stream()
                            .filter(need -> failures.containsKey(need) || notRun.contains(need))
                            .findFirst()
                            .ifPresent(need -> giveUp(waiting.remove(stage.id()), need));
                }
            }
        }

        private void giveUp(Stage stage, String need) {
            notRun.add(stage.id());
            listener.notRun(stage, need);
        }

        private void accept(Outcome outcome) {
            active--;
            if (outcome.failure() == null) {
                done.put(outcome.stage().id(), outcome.records());
            } else {
                failures.put(outcome.stage().id(), outcome.failure());
                listener.failed(outcome.stage(), outcome.failure());
            }
        }

        private void raise() {
            if (failures.isEmpty() && notRun.isEmpty()) {
                return;
            }
            Collection<RuntimeException> reasons = failures.values();
            if (!reasons.isEmpty() && reasons.stream().allMatch(InputException.class::isInstance)) {
                throw input(reasons);
            }
            Map<String, RuntimeException> inOrder = new LinkedHashMap<>();
            order.stream()
                    .map(Stage::id)
                    .filter(failures::containsKey)
                    .forEach(id -> inOrder.put(id, failures.get(id)));
            throw new BuildFailedException(inOrder, notRun, done.size());
        }

        StageRecords records() {
            return StageRecords.all(
                    order.stream().map(stage -> done.get(stage.id())).toList());
        }
    }

    private Outcome attempt(Stage stage) {
        try {
            return new Outcome(stage, execution.run(stage), null);
        } catch (RuntimeException e) {
            return new Outcome(stage, StageRecords.NONE, e);
        }
    }

    /** Wrong input is mostly wrong for every platform in the same words: it is said once. */
    private static InputException input(Collection<RuntimeException> reasons) {
        List<String> messages =
                reasons.stream().map(Throwable::getMessage).distinct().toList();
        RuntimeException first = reasons.iterator().next();
        return messages.size() == 1 && first instanceof InputException same
                ? same
                : new InputException(String.join("\n", messages), first);
    }
}
