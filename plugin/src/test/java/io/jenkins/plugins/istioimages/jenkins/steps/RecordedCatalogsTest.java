package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.Samples;
import io.jenkins.plugins.istioimages.jenkins.images.ImagesAction;
import io.jenkins.plugins.istioimages.jenkins.images.Runs;
import java.io.IOException;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;
import org.mockito.MockedStatic;

/** {@code imageCatalog} and {@code recordImages}: catalogs of this run and of others. */
class RecordedCatalogsTest {
    private static final ImageCatalog CATALOG = ImageCatalog.of(Samples.catalogYaml());

    @TempDir
    Path home;

    private final Jenkins jenkins = mock(Jenkins.class);
    private final StepContext context = mock(StepContext.class);
    private MockedStatic<Jenkins> statics;
    private Run<?, ?> run;

    @BeforeEach
    void start() {
        statics = mockStatic(Jenkins.class);
        statics.when(Jenkins::get).thenReturn(jenkins);
        run = Runs.run(home, 1);
        when(run.getFullDisplayName()).thenReturn("istio #1");
    }

    @AfterEach
    void close() {
        statics.close();
    }

    @Test
    void what_was_recorded_is_read_by_its_version_or_as_the_last_one() throws IOException {
        ImagesAction.record(run, CATALOG.catalog());
        RecordedCatalogs recorded = new RecordedCatalogs(run);
        assertThat(recorded.of("", 0)).isSameAs(recorded);
        assertThat(recorded.choose("").getYaml()).isEqualTo(CATALOG.getYaml());
        assertThat(recorded.choose("1.14.5").getYaml()).isEqualTo(CATALOG.getYaml());
        assertThatThrownBy(() -> recorded.choose("1.15.0"))
                .isInstanceOf(AbortException.class)
                .hasMessage("istio #1 recorded no images of 1.15.0, only of 1.14.5");
    }

    @Test
    void a_run_without_images_says_so() {
        assertThatThrownBy(() -> new RecordedCatalogs(run).choose(""))
                .isInstanceOf(AbortException.class)
                .hasMessage("istio #1 recorded no images");
    }

    @Test
    void another_job_is_found_as_the_current_user_may_see_it() throws IOException {
        Job<?, ?> job = mock(Job.class);
        doReturn(run).when(job).getLastSuccessfulBuild();
        doReturn(run).when(job).getBuildByNumber(1);
        doReturn(job).when(jenkins).getItemByFullName("folder/istio", Job.class);
        ImagesAction.record(run, CATALOG.catalog());
        RecordedCatalogs own = new RecordedCatalogs(mock(Run.class));
        assertThat(own.of("folder/istio", 0).choose("").getVersion()).isEqualTo("1.14.5");
        assertThat(own.of("folder/istio", 1).choose("").getVersion()).isEqualTo("1.14.5");
        assertThatThrownBy(() -> own.of("folder/istio", 7)).hasMessage("job 'folder/istio' has no build 7");
        assertThatThrownBy(() -> own.of("hidden", 0))
                .isInstanceOf(AbortException.class)
                .hasMessage("there is no job 'hidden' that this build may read");
    }

    @Test
    void a_job_without_success_says_so() {
        Job<?, ?> job = mock(Job.class);
        doReturn(job).when(jenkins).getItemByFullName(anyString(), any());
        assertThatThrownBy(() -> new RecordedCatalogs(run).of("istio", 0))
                .hasMessage("job 'istio' has no successful build");
    }

    @Test
    void record_images_gives_the_whole_and_again_changes_nothing() throws Exception {
        StepExecution execution = around(new RecordImagesStep(CATALOG).start(context));
        assertThat(execution.start()).isTrue();
        execution.onResume();
        ArgumentCaptor<Object> given = ArgumentCaptor.forClass(Object.class);
        verify(context, org.mockito.Mockito.times(2)).onSuccess(given.capture());
        assertThat(given.getAllValues())
                .allSatisfy(one -> assertThat(((ImageCatalog) one).getYaml()).isEqualTo(CATALOG.getYaml()));
        assertThat(ImagesAction.of(run)).hasSize(1);
    }

    @Test
    void record_images_of_other_commits_fails_without_a_stack_trace() throws Exception {
        ImagesAction.record(run, CATALOG.catalog());
        String other = CATALOG.getYaml().replace(Samples.SHA, Samples.SHA.replace('0', '9'));
        StepExecution execution = around(new RecordImagesStep(ImageCatalog.of(other)).start(context));
        assertThatThrownBy(execution::start).isInstanceOf(UserError.class);
        execution.onResume();
        verify(context).onFailure(any(UserError.class));
    }

    @Test
    void image_catalog_gives_what_this_run_recorded() throws Exception {
        ImagesAction.record(run, CATALOG.catalog());
        StepExecution execution = around(new ImageCatalogStep().start(context));
        assertThat(execution.start()).isTrue();
        verify(context).onSuccess(any(ImageCatalog.class));
        execution.onResume();
        verify(context).onFailure(any(AbortException.class));
    }

    @Test
    void image_catalog_refuses_a_build_without_its_job() {
        ImageCatalogStep step = new ImageCatalogStep();
        step.setBuild(7);
        assertThatThrownBy(() -> step.start(context)).hasMessage("say the job of build 7, too");
        step.setBuild(-1);
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("not -1");
    }

    private StepExecution around(StepExecution execution) throws IOException, InterruptedException {
        StepExecution spied = spy(execution);
        doReturn(context).when(spied).getContext();
        when(context.get(Run.class)).thenAnswer(call -> run);
        return spied;
    }
}
