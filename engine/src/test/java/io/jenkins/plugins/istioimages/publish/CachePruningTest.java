package io.jenkins.plugins.istioimages.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachePruningTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path directory;

    @Test
    void old_facts_go_and_those_that_were_of_use_stay() throws IOException {
        Path old = fact("layers/gzip/a", Duration.ofDays(61));
        Path used = fact("layers/gzip/b", Duration.ofDays(61));
        Path recent = fact("archives/c", Duration.ofDays(59));
        CachePruning pruning = new CachePruning(directory, NOW);
        pruning.used(used);
        pruning.run();

        assertThat(old).doesNotExist();
        assertThat(used).exists();
        assertThat(recent).exists();
    }

    @Test
    void halves_that_a_killed_process_left_go_after_a_day() throws IOException {
        Path half = fact("layers/gzip/.1234", Duration.ofHours(25));
        Path underWay = fact("layers/gzip/.5678", Duration.ofHours(1));
        new CachePruning(directory, NOW).run();

        assertThat(half).doesNotExist();
        assertThat(underWay).exists();
    }

    @Test
    void the_directory_is_looked_through_once_a_day() throws IOException {
        new CachePruning(directory, NOW).run();
        Path old = fact("layers/a", Duration.ofDays(100));
        new CachePruning(directory, NOW.plus(Duration.ofHours(23))).run();
        assertThat(old).exists();
        new CachePruning(directory, NOW.plus(Duration.ofHours(25))).run();
        assertThat(old).doesNotExist();
    }

    @Test
    void a_fact_that_was_used_today_is_not_written_to() throws IOException {
        Path fact = fact("a", Duration.ofHours(2));
        FileTime before = Files.getLastModifiedTime(fact);
        new CachePruning(directory, NOW).used(fact);
        assertThat(Files.getLastModifiedTime(fact)).isEqualTo(before);
    }

    @Test
    void a_cache_that_is_not_there_yet_is_no_trouble() throws IOException {
        Path missing = directory.resolve("missing");
        new CachePruning(missing, NOW).run();
        assertThat(missing).doesNotExist();
    }

    private Path fact(String name, Duration age) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{}");
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }
}
