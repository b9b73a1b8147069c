package io.jenkins.plugins.istioimages.jenkins.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.data.PublishedRelease;
import io.jenkins.plugins.istioimages.jenkins.data.Receipts;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationsActionTest {
    @TempDir
    Path home;

    @Test
    void what_was_published_is_read_again_and_a_second_time_stands_after_the_first() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);

        PublicationsAction.record(run, release(Mode.DRY_RUN, Status.INCOMPLETE));
        PublicationsAction.record(run, release(Mode.PUBLISH, Status.DONE));

        assertThat(action(run).getReleases())
                .extracting(PublishedRelease::toString)
                .containsExactly(
                        "dry run of 1.14.5: registry ghcr.io/x: incomplete",
                        "release 1.14.5: registry ghcr.io/x: done");
        assertThat(action(run).getSaved())
                .extracting(SavedPublication::getSummary)
                .containsExactly("dry run: 1 target, 1 would change", "1 target, 1 changed");
        assertThat(action(run).getProblems()).isEmpty();
        assertThat(action(run).getBadge()).isNull();
        verify(run, times(1)).addAction(any());
        verify(run, times(2)).save();
    }

    @Test
    void what_failed_is_counted() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);

        PublicationsAction.record(run, release(Mode.PUBLISH, Status.FAILED));

        assertThat(action(run).getBadge()).isNotNull();
        assertThat(action(run).getSaved().get(0).getSummary())
                .isEqualTo("1 target, nothing to change, 1 not as it should be");
    }

    @Test
    void receipts_that_are_missing_or_changed_are_told_and_stop_nothing() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        PublicationsAction.record(run, release(Mode.PUBLISH, Status.DONE));
        PublicationsAction.record(run, release(Mode.PUBLISH, Status.FAILED));
        Files.writeString(Runs.files(run).get(0), "more", java.nio.file.StandardOpenOption.APPEND);

        assertThat(action(run).getReleases()).hasSize(1);
        assertThat(action(run).getProblems()).singleElement().asString().contains("is not what the run recorded");
        Files.delete(Runs.files(run).get(1));
        assertThat(action(run).getProblems()).hasSize(2);
    }

    @Test
    void a_run_that_cannot_be_saved_keeps_what_it_had() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        doThrow(new IOException("disk full")).when(run).save();

        assertThatThrownBy(() -> PublicationsAction.record(run, release(Mode.PUBLISH, Status.DONE)))
                .hasMessage("disk full");

        verify(run).removeAction(any());
    }

    @Test
    void the_runs_own_file_keeps_a_line_of_each_time_and_no_more() {
        assertThat(Runs.persisted(PublicationsAction.class)).containsExactly("publications");
        assertThat(Runs.persisted(SavedPublication.class))
                .containsExactlyInAnyOrder("version", "mode", "file", "digest", "targets", "changed", "failed");
    }

    @Test
    void whoever_may_not_read_the_run_gets_nothing() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        PublicationsAction.record(run, release(Mode.PUBLISH, Status.DONE));
        PublicationPage page = action(run).getPublication("1");
        doThrow(new IllegalStateException("no permission")).when(run).checkPermission(any());

        assertThatThrownBy(action(run)::getTarget).hasMessage("no permission");
        assertThatThrownBy(page::doJson).hasMessage("no permission");
    }

    @Test
    void times_are_numbered_from_one() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        PublicationsAction.record(run, release(Mode.PUBLISH, Status.DONE));

        assertThat(action(run).getPublication("1")).isNotNull();
        assertThat(action(run).getPublication("0")).isNull();
        assertThat(action(run).getPublication("2")).isNull();
        assertThat(action(run).getPublication("1").doJson()).isNotNull();
    }

    @Test
    void what_is_amiss_is_seen_at_once_and_of_what_changed_what_is_a_look() throws IOException {
        assertThat(isUnfolded(Mode.PUBLISH, Status.DONE, 12)).isTrue();
        assertThat(isUnfolded(Mode.PUBLISH, Status.DONE, 13)).isFalse();
        assertThat(isUnfolded(Mode.PUBLISH, Status.FAILED, 13)).isTrue();
        assertThat(isUnfolded(Mode.PUBLISH, Status.UNCHANGED, 0)).isFalse();
        assertThat(isUnfolded(Mode.DRY_RUN, Status.INCOMPLETE, 1)).isTrue();
        assertThat(isUnfolded(Mode.DRY_RUN, Status.INCOMPLETE, 13)).isFalse();
        assertThat(isUnfolded(Mode.DRY_RUN, Status.REFUSED, 13)).isTrue();
        assertThat(isUnfolded(Mode.VERIFY, Status.INCOMPLETE, 13)).isTrue();
    }

    private boolean isUnfolded(Mode mode, Status status, int tags) throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        String answer = Receipts.answer(Receipts.of("registry", "ghcr.io/x", status, tags));
        PublicationsAction.record(run, PublishedRelease.check(answer, "1.14.5", mode, List.of("registry ghcr.io/x")));
        PublicationPage page = action(run).getPublication("1");
        return page.isUnfolded(page.getRelease().getTargets().get(0));
    }

    private static PublishedRelease release(Mode mode, Status status) {
        return PublishedRelease.check(
                Receipts.answer(Receipts.of("registry", "ghcr.io/x", status, "")),
                "1.14.5",
                mode,
                List.of("registry ghcr.io/x"));
    }

    private static PublicationsAction action(Run<?, ?> run) {
        return run.getAction(PublicationsAction.class);
    }
}
