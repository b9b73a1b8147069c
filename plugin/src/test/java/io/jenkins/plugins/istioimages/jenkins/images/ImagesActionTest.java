package io.jenkins.plugins.istioimages.jenkins.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.images.view.CatalogView;
import io.jenkins.plugins.istioimages.jenkins.images.view.Catalogs;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesActionTest {
    private static final Catalog PILOT = Catalogs.of("1.14.5", Catalogs.image("pilot", "debug", "a", "linux/amd64"));
    private static final Catalog PROXY = Catalogs.of("1.14.5", Catalogs.image("proxyv2", "debug", "a", "linux/amd64"));
    private static final Catalog OTHER = Catalogs.of("1.15.0", Catalogs.image("pilot", "debug", "b", "linux/amd64"));

    @TempDir
    Path home;

    @Test
    void what_was_recorded_is_read_again() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);

        ImagesAction.record(run, PILOT);

        assertThat(ImagesAction.of(run)).containsExactly(PILOT);
        assertThat(action(run).getCatalogs()).containsExactly(CatalogView.of(PILOT));
        assertThat(action(run).getProblems()).isEmpty();
        verify(run).save();
    }

    @Test
    void a_run_without_images_has_no_catalogs() {
        assertThat(ImagesAction.of(Runs.run(home, 1))).isEmpty();
    }

    @Test
    void a_second_catalog_of_a_release_is_added_to_the_first() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);

        Catalog both = ImagesAction.record(run, PROXY);

        assertThat(both.images()).hasSize(2);
        assertThat(ImagesAction.of(run)).containsExactly(both);
        assertThat(Runs.files(run)).hasSize(1);
        verify(run, times(1)).addAction(any());
    }

    @Test
    void what_a_runs_file_lacks_is_missing_and_stops_nothing() throws Exception {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);
        set(action(run).getSaved().get(0), "file", null);
        SavedCatalog read = (SavedCatalog) action(run).getSaved().get(0).readResolve();
        assertThatThrownBy(() -> ImagesAction.folder(run).read(read)).hasMessageContaining("is missing");
        set(action(run), "catalogs", null);
        assertThat(ImagesAction.of(run)).isEmpty();
        assertThat(ImagesAction.record(run, OTHER)).isEqualTo(OTHER);
        assertThat(ImagesAction.of(run)).containsExactly(OTHER);
    }

    private static void set(Object owner, String name, Object value) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        field.set(owner, value);
    }

    @Test
    void releases_stand_beside_each_other() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);
        ImagesAction.record(run, OTHER);

        assertThat(ImagesAction.of(run)).containsExactly(PILOT, OTHER);
        assertThat(action(run).getCount()).isEqualTo(2);
        assertThat(action(run).getSummary()).isEqualTo("1.14.5: 1 image, 1.15.0: 1 image");
        assertThat(Runs.files(run)).hasSize(2);
    }

    @Test
    void recording_the_same_again_changes_nothing() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);
        List<Path> before = Runs.files(run);

        ImagesAction.record(run, PILOT);

        assertThat(Runs.files(run)).isEqualTo(before);
        assertThat(ImagesAction.of(run)).containsExactly(PILOT);
    }

    @Test
    void images_of_the_same_release_from_another_commit_are_refused() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);
        String yaml =
                io.jenkins.plugins.istioimages.catalog.CatalogYaml.write(PROXY).replace("4".repeat(40), "5".repeat(40));
        Catalog elsewhere = io.jenkins.plugins.istioimages.catalog.CatalogYaml.read(
                "images.yaml", yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThatThrownBy(() -> ImagesAction.record(run, elsewhere))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("istio at 4444");
        assertThat(ImagesAction.of(run)).containsExactly(PILOT);
    }

    @Test
    void a_run_that_cannot_be_saved_keeps_the_catalog_of_before() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);
        doThrow(new IOException("disk full")).when(run).save();

        assertThatThrownBy(() -> ImagesAction.record(run, PROXY)).hasMessage("disk full");

        assertThat(ImagesAction.of(run)).containsExactly(PILOT);
    }

    @Test
    void a_run_that_cannot_be_saved_at_first_has_no_page() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        doThrow(new IOException("disk full")).when(run).save();

        assertThatThrownBy(() -> ImagesAction.record(run, PILOT)).hasMessage("disk full");

        verify(run).removeAction(any());
    }

    @Test
    void a_catalog_that_cannot_be_kept_leaves_the_run_as_it_was() {
        Run<?, ?> run = Runs.run(home, 1);
        Catalog large =
                Catalogs.of("1.14.5", Catalogs.image("p".repeat(CatalogFolder.MAX_BYTES), "debug", "a", "linux/amd64"));

        assertThatThrownBy(() -> ImagesAction.record(run, large))
                .isInstanceOf(io.jenkins.plugins.istioimages.errors.WorkException.class)
                .hasMessageContaining("at most 4194304 are kept");

        assertThat(action(run)).isNull();
    }

    @Test
    void a_catalog_that_was_changed_on_disk_is_told_and_not_shown() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);
        Files.writeString(Runs.files(run).get(0), "\n# more", java.nio.file.StandardOpenOption.APPEND);

        assertThat(action(run).getCatalogs()).isEmpty();
        assertThat(action(run).getProblems())
                .singleElement()
                .asString()
                .contains("1.14.5", "is not what the run recorded");
    }

    @Test
    void a_catalog_that_is_missing_is_told() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);
        Files.delete(Runs.files(run).get(0));

        assertThat(action(run).getPages()).singleElement().satisfies(page -> {
            assertThat(page.getProblem()).contains("missing");
            assertThat(page.getView()).isNull();
            assertThat(page.getComparison()).isNull();
        });
    }

    @Test
    void a_link_in_place_of_a_catalog_is_not_followed() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);
        Path file = Runs.files(run).get(0);
        Path elsewhere = Files.move(file, home.resolve("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);

        assertThat(action(run).getProblems()).singleElement().asString().contains("missing");
    }

    @Test
    void the_runs_own_file_keeps_a_line_of_each_release_and_no_more() {
        assertThat(Runs.persisted(ImagesAction.class)).containsExactly("catalogs");
        assertThat(Runs.persisted(SavedCatalog.class))
                .containsExactlyInAnyOrder("version", "file", "digest", "images", "size", "platforms");
    }

    @Test
    void badge_counts_the_images() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);

        assertThat(action(run).getBadge()).isNotNull();
        assertThat(action(run).getSaved().get(0).getSizeText()).isEqualTo("1.0 MB");
        assertThat(action(run).getSaved().get(0).getPlatforms()).isEqualTo("linux/amd64");
    }

    @Test
    void an_unknown_release_has_no_page() throws IOException {
        Run<?, ?> run = Runs.run(home, 1);
        ImagesAction.record(run, PILOT);

        assertThat(action(run).getCatalog("9.9.9")).isNull();
        assertThat(action(run).getCatalog("1.14.5")).isNotNull();
    }

    private static ImagesAction action(Run<?, ?> run) {
        return run.getAction(ImagesAction.class);
    }
}
