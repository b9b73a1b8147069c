package io.jenkins.plugins.istioimages.jenkins.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.jenkins.images.view.Catalogs;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.mockito.ArgumentCaptor;

class CatalogPageTest {
    private static final Catalog OLD = Catalogs.of("1.14.4", Catalogs.image("pilot", "debug", "a", "linux/amd64"));
    private static final Catalog NEW = Catalogs.of("1.14.5", Catalogs.image("pilot", "debug", "aa", "linux/amd64"));

    @TempDir
    Path home;

    @Test
    void compares_with_the_newest_earlier_run_that_has_images() throws IOException {
        Run<?, ?> first = recorded(1, null, OLD);
        Run<?, ?> without = Runs.run(home, 2, first);
        CatalogPage page = page(recorded(3, without, NEW));

        assertThat(page.getPreviousRun()).isEqualTo("#1");
        assertThat(page.getPreviousVersion()).isEqualTo("1.14.4");
        assertThat(page.getPreviousPage()).isEqualTo("../../1/istio-images/");
        assertThat(page.getComparison().changed()).isEqualTo(1);
        assertThat(page.getComparison().rows().get(0).differenceText()).isEqualTo("+1.0 MB");
    }

    @Test
    void the_first_run_is_compared_with_nothing() throws IOException {
        CatalogPage page = page(recorded(1, null, NEW));

        assertThat(page.getPreviousRun()).isEmpty();
        assertThat(page.getComparison().rows().get(0).change().text()).isEmpty();
    }

    @Test
    void of_several_releases_the_one_of_the_same_minor_version_is_compared() throws IOException {
        Run<?, ?> first = recorded(1, null, Catalogs.of("1.13.9"));
        ImagesAction.record(first, OLD);

        assertThat(page(recorded(2, first, NEW)).getPreviousVersion()).isEqualTo("1.14.4");
    }

    @Test
    void a_run_with_other_releases_only_is_passed_over() throws IOException {
        Run<?, ?> first = recorded(1, null, OLD);
        Run<?, ?> second = recorded(2, first, Catalogs.of("1.13.9"));
        ImagesAction.record(second, Catalogs.of("1.12.9"));

        assertThat(page(recorded(3, second, NEW)).getPreviousRun()).isEqualTo("#1");
    }

    @Test
    void downloads_are_saved_and_never_shown_as_a_page_of_jenkins() throws IOException, ServletException {
        StaplerResponse2 response = mock(StaplerResponse2.class);

        byte[] bytes = send(page(recorded(1, null, NEW)).doHtml(), response);

        assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)).startsWith("<!DOCTYPE html>");
        verify(response).setHeader("Content-Disposition", "attachment; filename=\"images-1.14.5.html\"");
        verify(response).setHeader("X-Content-Type-Options", "nosniff");
        verify(response).setHeader("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
    }

    @Test
    void yaml_is_the_file_itself() throws IOException, ServletException {
        byte[] bytes = send(page(recorded(1, null, NEW)).doYaml(), mock(StaplerResponse2.class));

        assertThat(CatalogYaml.read("images.yaml", bytes)).isEqualTo(NEW);
    }

    @Test
    void json_is_of_the_same_catalog() throws IOException, ServletException {
        byte[] bytes = send(page(recorded(1, null, NEW)).doJson(), mock(StaplerResponse2.class));

        assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("{")
                .contains("1.14.5");
    }

    @Test
    void whoever_may_not_read_the_run_gets_nothing() throws IOException {
        Run<?, ?> run = recorded(1, null, NEW);
        doThrow(new IllegalStateException("no permission")).when(run).checkPermission(any());
        CatalogPage page = page(run);
        ImagesAction action = run.getAction(ImagesAction.class);

        assertThatThrownBy(action::getTarget).hasMessage("no permission");
        assertThatThrownBy(page::doYaml).hasMessage("no permission");
        assertThatThrownBy(page::doJson).hasMessage("no permission");
        assertThatThrownBy(page::doHtml).hasMessage("no permission");
        ImagesJobAction job =
                (ImagesJobAction) action.getProjectActions().iterator().next();
        assertThatThrownBy(job::getTarget).hasMessage("no permission");
        assertThatThrownBy(job::doIndex).hasMessage("no permission");
    }

    @Test
    void the_job_leads_to_the_page_of_its_last_successful_run() throws IOException {
        ImagesAction action = recorded(7, null, NEW).getAction(ImagesAction.class);

        ImagesJobAction job =
                (ImagesJobAction) action.getProjectActions().iterator().next();

        assertThat(job.getPage()).isEqualTo("7/istio-images/");
        assertThat(job.getRun()).isEqualTo("#7");
        assertThat(job.getSaved()).extracting(SavedCatalog::getVersion).containsExactly("1.14.5");
    }

    private Run<?, ?> recorded(int number, Run<?, ?> previous, Catalog catalog) throws IOException {
        Run<?, ?> run = Runs.run(home, number, previous);
        ImagesAction.record(run, catalog);
        return run;
    }

    private static CatalogPage page(Run<?, ?> run) {
        return run.getAction(ImagesAction.class).getPages().get(0);
    }

    private static byte[] send(HttpResponse download, StaplerResponse2 response) throws IOException, ServletException {
        ServletOutputStream out = mock(ServletOutputStream.class);
        when(response.getOutputStream()).thenReturn(out);
        download.generateResponse(mock(StaplerRequest2.class), response, null);
        ArgumentCaptor<byte[]> bytes = ArgumentCaptor.forClass(byte[].class);
        verify(out).write(bytes.capture());
        return bytes.getValue();
    }
}
