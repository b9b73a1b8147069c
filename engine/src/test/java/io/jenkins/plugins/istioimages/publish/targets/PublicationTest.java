package io.jenkins.plugins.istioimages.publish.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PublicationTest {
    private final ShelfTarget one = new ShelfTarget("one", Map.of("a", "1", "latest", "1"));
    private final ShelfTarget two = new ShelfTarget("two", Map.of("b", "2"));
    private final List<Receipt> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatIsMissingIsBroughtOnce() {
        List<Receipt> first = run(Mode.PUBLISH, one, two);
        assertThat(first).extracting(Receipt::status).containsExactly(Status.DONE, Status.DONE);
        assertThat(first.get(0).done()).containsExactlyInAnyOrder("a", "latest");
        assertThat(told).containsExactlyInAnyOrderElementsOf(first);

        List<Receipt> second = run(Mode.PUBLISH, one, two);
        assertThat(second).extracting(Receipt::status).containsOnly(Status.UNCHANGED);
        assertThat(second).allMatch(Receipt::complete);
        assertThat(one.writes).containsExactly("a", "latest");
    }

    @Test
    void aDryRunSaysWhatTheRealOneDoes() {
        one.shelf.put("latest", "0");
        Receipt dry = run(Mode.DRY_RUN, one).get(0);
        assertThat(one.writes).isEmpty();
        assertThat(dry.status()).isEqualTo(Status.INCOMPLETE);
        Receipt real = run(Mode.PUBLISH, one).get(0);
        assertThat(real.changes()).isEqualTo(dry.changes());
        assertThat(real.done())
                .containsExactlyInAnyOrderElementsOf(
                        dry.changes().stream().map(Item::name).toList());
    }

    @Test
    void somethingElseStopsThatTargetAloneWithBothValues() {
        one.shelf.put("a", "0");
        List<Receipt> receipts = run(Mode.PUBLISH, one, two);
        assertThat(receipts.get(0).status()).isEqualTo(Status.REFUSED);
        assertThat(receipts.get(0).problem()).contains("a should be 1 and is 0");
        assertThat(one.writes).isEmpty();
        assertThat(receipts.get(1).status()).isEqualTo(Status.DONE);
    }

    @Test
    void somethingElseGoesWhenThatIsSaid() {
        one.shelf.put("a", "0");
        Receipt receipt =
                new Publication(Mode.PUBLISH, true, told::add).run(List.of(one)).get(0);
        assertThat(receipt.status()).isEqualTo(Status.DONE);
        assertThat(one.shelf).containsEntry("a", "1");
    }

    @Test
    void oneThatFailsSaysHowFarItCameAndStopsNoOther() {
        ShelfTarget breaking = new ShelfTarget("breaking", Map.of("a", "1", "b", "2")) {
            @Override
            void put(Item change) {
                if (change.name().equals("b")) {
                    throw new WorkException("the line is cut");
                }
                super.put(change);
            }
        };
        List<Receipt> receipts = run(Mode.PUBLISH, breaking, two);
        assertThat(receipts.get(0).status()).isEqualTo(Status.FAILED);
        assertThat(receipts.get(0).done()).containsExactly("a");
        assertThat(receipts.get(0).problem()).contains("the line is cut");
        assertThat(receipts.get(1).status()).isEqualTo(Status.DONE);
    }

    @Test
    void whatDoesNotArriveIsFoundByReadingBack() {
        ShelfTarget forgetful = new ShelfTarget("forgetful", Map.of("a", "1")) {
            @Override
            void put(Item change) {}
        };
        Receipt receipt = run(Mode.PUBLISH, forgetful).get(0);
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem()).contains("read back: a should be 1 and is not there");
    }

    @Test
    void verifyingWritesNothingAndNamesWhatIsMissing() {
        assertThat(run(Mode.VERIFY, two).get(0).problem()).contains("b should be 2 and is not there");
        assertThat(two.writes).isEmpty();
        run(Mode.PUBLISH, two);
        assertThat(run(Mode.VERIFY, two).get(0).status()).isEqualTo(Status.UNCHANGED);
    }

    @Test
    void targetsAreToldByTheirNames() {
        assertThatThrownBy(() -> run(Mode.PUBLISH, one, one))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("shelf one");
        assertThatThrownBy(() -> run(Mode.PUBLISH)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new TargetName("S3", "x")).isInstanceOf(InputException.class);
    }

    @Test
    void anInterruptEndsAll() {
        PublishTarget cancelled = new PublishTarget() {
            @Override
            public TargetName name() {
                return new TargetName("shelf", "cancelled");
            }

            @Override
            public List<Item> look() {
                throw new CancelledException("cancelled", new InterruptedException());
            }

            @Override
            public void apply(List<Item> changes, Consumer<Item> done) {}
        };
        assertThatThrownBy(() -> run(Mode.PUBLISH, cancelled)).isInstanceOf(CancelledException.class);
    }

    @Test
    void anItemKnowsWhatItAsksFor() {
        assertThat(Item.fixed("a", "1", Optional.empty()).action()).isEqualTo(Action.CREATE);
        assertThat(Item.fixed("a", "1", Optional.of("1")).action()).isEqualTo(Action.NONE);
        assertThat(Item.fixed("a", "1", Optional.of("2")).action()).isEqualTo(Action.CONFLICT);
        assertThat(Item.moving("a", "1", Optional.of("2")).action()).isEqualTo(Action.UPDATE);
    }

    private List<Receipt> run(Mode mode, PublishTarget... targets) {
        return new Publication(mode, false, told::add).run(List.of(targets));
    }
}
