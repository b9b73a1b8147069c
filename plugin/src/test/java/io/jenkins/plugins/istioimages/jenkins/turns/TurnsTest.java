package io.jenkins.plugins.istioimages.jenkins.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsTest {
    private static final String KEY = "release 1.14.5";

    @TempDir
    Path directory;

    private final Set<String> alive = new HashSet<>(List.of("a#1", "a#2", "a#3", "b#1"));

    @Test
    void one_is_at_work_and_of_those_that_wait_the_newest_is_next() throws IOException {
        Turns turns = turns();
        assertThat(turns.ask(KEY, run("a", 1))).isEqualTo(new Answer(Answer.Kind.GRANTED, ""));
        assertThat(turns.ask(KEY, run("a", 2))).isEqualTo(new Answer(Answer.Kind.WAIT, "a#1"));
        assertThat(turns.ask(KEY, run("a", 3))).isEqualTo(new Answer(Answer.Kind.WAIT, "a#1"));
        assertThat(turns.ask(KEY, run("a", 2))).isEqualTo(new Answer(Answer.Kind.SUPERSEDED, "a#3"));
        turns.giveBack(KEY, "a#1");
        assertThat(turns.ask(KEY, run("a", 3)).kind()).isEqualTo(Answer.Kind.GRANTED);
    }

    @Test
    void who_comes_late_is_superseded_though_the_newer_one_is_done() throws IOException {
        Turns turns = turns();
        turns.ask(KEY, run("a", 2));
        turns.giveBack(KEY, "a#2");
        assertThat(turns.ask(KEY, run("a", 1))).isEqualTo(new Answer(Answer.Kind.SUPERSEDED, "a#2"));
    }

    @Test
    void between_jobs_the_time_tells() throws IOException {
        Turns turns = turns();
        turns.ask(KEY, new Contender("a#3", "a", 3, 2000));
        assertThat(turns.ask(KEY, new Contender("b#1", "b", 1, 3000)).kind()).isEqualTo(Answer.Kind.WAIT);
        assertThat(turns.ask(KEY, new Contender("b#1", "b", 1, 1000)).kind()).isEqualTo(Answer.Kind.WAIT);
        assertThat(turns.ask("other", new Contender("b#1", "b", 1, 1000)).kind())
                .isEqualTo(Answer.Kind.GRANTED);
    }

    @Test
    void a_restart_changes_nothing() throws IOException {
        turns().ask(KEY, run("a", 1));
        assertThat(turns().ask(KEY, run("a", 1)).kind()).isEqualTo(Answer.Kind.GRANTED);
        assertThat(turns().ask(KEY, run("a", 2)).kind()).isEqualTo(Answer.Kind.WAIT);
        assertThat(turns().ask(KEY, run("a", 1)).kind()).isEqualTo(Answer.Kind.GRANTED);
    }

    @Test
    void a_run_that_is_gone_has_lost_its_turn() throws IOException {
        turns().ask(KEY, run("a", 1));
        alive.remove("a#1");
        assertThat(turns().ask(KEY, run("a", 2)).kind()).isEqualTo(Answer.Kind.GRANTED);
    }

    @Test
    void nobody_gives_back_what_is_another_ones() throws IOException {
        Turns turns = turns();
        turns.ask(KEY, run("a", 1));
        turns.giveBack(KEY, "a#2");
        turns.giveBack("unknown", "a#1");
        assertThat(turns.ask(KEY, run("a", 2)).kind()).isEqualTo(Answer.Kind.WAIT);
    }

    @Test
    void what_was_asked_for_long_ago_is_forgotten_but_not_who_is_at_work() throws IOException {
        Turns turns = turns();
        turns.ask(KEY, run("a", 1));
        for (int i = 0; i <= Turns.REMEMBERED; i++) {
            turns.ask("key " + i, run("a", 1));
            turns.giveBack("key " + i, "a#1");
        }
        assertThat(turns.ask("key 0", run("a", 0)).kind()).isEqualTo(Answer.Kind.GRANTED);
        assertThat(turns.ask(KEY, run("a", 2)).kind()).isEqualTo(Answer.Kind.WAIT);
    }

    private Turns turns() {
        return new Turns(directory.resolve("istio-images/turns.json"), alive::contains);
    }

    private static Contender run(String job, int number) {
        return new Contender(job + "#" + number, job, number, 1000L * number);
    }
}
