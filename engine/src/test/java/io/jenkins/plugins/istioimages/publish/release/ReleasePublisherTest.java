package io.jenkins.plugins.istioimages.publish.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.publish.release.ReleasePublisher.Outcome;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasePublisherTest {
    @TempDir
    Path directory;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Test
    void each_target_has_a_receipt_and_one_that_fails_stops_no_other() {
        Outcome outcome = publish(Mode.PUBLISH, new Shelf("good", true), new Shelf("bad", false));

        assertThat(outcome.isWell()).isFalse();
        assertThat(outcome.receipts()).extracting(receipt -> receipt.complete()).containsExactly(true, false);
        assertThat(directory.resolve("receipts/shelf-good.json")).content().contains("\"done\"");
        assertThat(directory.resolve("receipts/shelf-bad.json")).content().contains("it is full");
        assertThat(lines).containsExactlyInAnyOrder("shelf good: done", "shelf bad: failed");
    }

    @Test
    void a_dry_run_is_well_where_all_can_be_brought_and_leaves_no_receipt() {
        assertThat(publish(Mode.DRY_RUN, new Shelf("good", true)).isWell()).isTrue();
        assertThat(publish(Mode.VERIFY, new Shelf("good", true)).isWell()).isFalse();
        assertThat(directory.resolve("receipts")).doesNotExist();
    }

    @Test
    void a_receipt_that_cannot_be_written_is_told_and_stops_nothing() throws IOException {
        Files.writeString(directory.resolve("receipts"), "a file");

        Outcome outcome = publish(Mode.PUBLISH, new Shelf("good", true));

        assertThat(outcome.receipts().get(0).complete()).isTrue();
        assertThat(outcome.isWell()).isFalse();
        assertThat(outcome.problems()).singleElement().asString().contains("cannot write the receipt");
    }

    @Test
    void without_a_target_there_is_nothing_to_do() {
        assertThatThrownBy(() -> publish(Mode.PUBLISH)).isInstanceOf(InputException.class);
    }

    private Outcome publish(Mode mode, PublishTarget... targets) {
        return new ReleasePublisher("1.14.5", directory.resolve("receipts"), mode, false, lines::add)
                .run(List.of(), List.of(targets));
    }

    /** Takes one thing, or nothing. */
    private static final class Shelf implements PublishTarget {
        private final String place;
        private final boolean room;
        private boolean there;

        Shelf(String place, boolean room) {
            this.place = place;
            this.room = room;
        }

        @Override
        public TargetName name() {
            return new TargetName("shelf", place);
        }

        @Override
        public List<Item> look() {
            return List.of(Item.fixed("thing", "1", there ? Optional.of("1") : Optional.empty()));
        }

        @Override
        public void apply(List<Item> changes, Consumer<Item> done) {
            if (!room) {
                throw new WorkException("it is full");
            }
            there = true;
            changes.forEach(done);
        }
    }
}
