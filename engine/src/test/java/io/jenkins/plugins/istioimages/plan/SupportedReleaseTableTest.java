package io.jenkins.plugins.istioimages.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportedReleaseTableTest {
    @TempDir
    Path directory;

    @Test
    void the_table_of_this_program_has_every_series_between_its_oldest_and_its_newest() {
        List<SupportedRelease> all = SupportedReleases.known().all();

        assertThat(all.get(0).minor() - all.get(all.size() - 1).minor()).isEqualTo(all.size() - 1);
        // The two newest are open: nobody has said when they end.
        assertThat(all.subList(2, all.size())).allSatisfy(release -> {
            assertThat(release.endOfSupport()).isPresent();
            assertThat(release.kubernetes()).hasSizeGreaterThan(2);
        });
    }

    @Test
    void the_seeds_release_has_had_no_support_for_years() {
        assertThat(SupportedReleases.known().on(LocalDate.of(2022, 12, 27)))
                .extracting(SupportedRelease::series)
                .contains("1.14")
                .doesNotContain("1.13");
        assertThat(SupportedReleases.known().on(LocalDate.of(2022, 12, 28)))
                .extracting(SupportedRelease::series)
                .doesNotContain("1.14");
    }

    @Test
    void each_row_of_it_says_where_it_is_from() throws IOException {
        List<String> rows = Files.readAllLines(Path.of(
                        "..", "resources", "io", "jenkins", "plugins", "istioimages", "supported-releases.yaml"))
                .stream()
                .filter(line -> line.startsWith("- "))
                .toList();
        assertThat(rows)
                .hasSize(SupportedReleases.known().all().size())
                .allMatch(row -> row.matches(".*source: \"?(announcement|status|endoflife\\.date)[^}]*}"));
    }

    @Test
    void a_table_is_read_as_it_was_written() {
        SupportedReleases known = SupportedReleases.known();
        assertThat(SupportedReleases.parse(known.yaml())).isEqualTo(known);
        SupportedReleases none = new SupportedReleases(List.of());
        assertThat(SupportedReleases.parse(none.yaml())).isEqualTo(none);
    }

    @Test
    void rows_of_one_table_go_before_those_of_another() {
        SupportedReleases own = SupportedReleases.parse("releases: [{version: 1.14.9}, {version: 1.99.0}]");
        List<String> all = own.or(SupportedReleases.known()).all().stream()
                .map(SupportedRelease::version)
                .toList();
        assertThat(all).startsWith("1.99.0").contains("1.14.9", "1.13.9").doesNotContain("1.14.6");
    }

    @Test
    void everything_that_is_wrong_is_told_with_its_place() throws IOException {
        Path file = Files.writeString(directory.resolve("releases.yaml"), """
                releases:
                - {version: 1.31}
                - {version: 1.30.1, endOfSupport: soon}
                - {version: 1.29.1, kubernetes: [new]}
                - {verison: 1.28.1}
                """);
        assertThatThrownBy(() -> SupportedReleases.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "releases.yaml:2:3",
                        "three numbers like 1.31.2",
                        "releases.yaml:3:3",
                        "a date like 2027-02-28",
                        "releases.yaml:4:3",
                        "two numbers like 1.35",
                        "did you mean 'version'?");
        assertThatThrownBy(() -> SupportedReleases.parse("{}")).hasMessageContaining("releases is missing");
    }
}
