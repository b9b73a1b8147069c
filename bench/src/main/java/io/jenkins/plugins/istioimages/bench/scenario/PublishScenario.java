package io.jenkins.plugins.istioimages.bench.scenario;

import io.jenkins.plugins.istioimages.bench.contender.Contender;
import io.jenkins.plugins.istioimages.bench.contender.Publisher;
import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Archives into an empty registry; then the same again; then again with one layer changed. */
final class PublishScenario implements Scenario {
    private final Steps steps;
    private final List<Publisher> publishers;
    private final ArchiveDirectory archives;

    /**
     * Which of the three steps are measured, and what for. A step that is not measured is done where a later one needs it.
     *
     * @param cold name of the first
     * @param coldMeasured whether the first is measured
     * @param warm name of the second
     * @param changed name of the third
     * @param changedArchives what is published in the third
     */
    record Steps(
            String cold,
            boolean coldMeasured,
            Optional<String> warm,
            Optional<String> changed,
            Optional<ArchiveDirectory> changedArchives) {
        /** Only the first. */
        static Steps coldOnly(String name) {
            return new Steps(name, true, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    PublishScenario(Steps steps, List<Publisher> publishers, ArchiveDirectory archives) {
        this.steps = steps;
        this.publishers = publishers.stream()
                .filter(publisher -> publisher.repeats() || steps.coldMeasured())
                .toList();
        this.archives = archives;
    }

    @Override
    public List<Publisher> contenders() {
        return publishers;
    }

    @Override
    public void play(Contender contender, Turn turn) throws IOException {
        Publisher publisher = (Publisher) contender;
        Publication publication = new Publication(publisher, turn);
        if (steps.coldMeasured()) {
            publication.run(steps.cold(), archives);
        } else {
            publication.prepare(archives);
        }
        if (!publisher.repeats()) {
            return;
        }
        if (steps.warm().isPresent()) {
            publication.run(steps.warm().get(), archives);
        }
        if (steps.changed().isPresent()) {
            publication.run(steps.changed().get(), steps.changedArchives().orElseThrow());
        }
    }

    /** One publisher and its turn. */
    private record Publication(Publisher publisher, Turn turn) {
        void run(String scenario, ArchiveDirectory what) throws IOException {
            turn.run(
                    scenario,
                    publisher.publish(turn.workspace(), what, turn.hub()),
                    publisher.check(turn.workspace(), what, turn.hub()));
        }

        void prepare(ArchiveDirectory what) throws IOException {
            turn.prepare(
                    "preparation",
                    publisher.publish(turn.workspace(), what, turn.hub()),
                    publisher.check(turn.workspace(), what, turn.hub()));
        }
    }
}
