package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.images.ImagesAction;
import io.jenkins.plugins.istioimages.jenkins.images.RecordedPlans;
import java.util.List;
import jenkins.model.Jenkins;

/** The catalogs that runs recorded, as the current user may read them. */
final class RecordedCatalogs {
    private final Run<?, ?> run;

    RecordedCatalogs(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * Those of another run.
     *
     * @param job full name; empty means this run
     * @param build number; 0 means the last successful one
     * @throws AbortException if there is none that the current user may read: in the same words, whichever it is
     */
    RecordedCatalogs of(String job, int build) throws AbortException {
        if (job.isEmpty()) {
            return this;
        }
        Job<?, ?> found = Jenkins.get().getItemByFullName(job, Job.class);
        if (found == null) {
            throw new AbortException("there is no job '" + job + "' that this build may read");
        }
        Run<?, ?> other = build == 0 ? found.getLastSuccessfulBuild() : found.getBuildByNumber(build);
        if (other == null) {
            throw new AbortException(
                    "job '" + job + "' has no " + (build == 0 ? "successful build" : "build " + build));
        }
        return new RecordedCatalogs(other);
    }

    /**
     * One of them.
     *
     * @param version of the release; empty where it should be the one that was recorded last
     * @throws AbortException if there is none
     */
    ImageCatalog choose(String version) throws AbortException {
        List<Catalog> recorded = ImagesAction.of(run);
        if (recorded.isEmpty()) {
            throw new AbortException(run.getFullDisplayName() + " recorded no images");
        }
        if (version.isEmpty()) {
            return recorded(recorded.get(recorded.size() - 1));
        }
        for (Catalog catalog : recorded) {
            if (catalog.version().equals(version)) {
                return recorded(catalog);
            }
        }
        throw new AbortException(run.getFullDisplayName() + " recorded no images of " + version + ", only of "
                + String.join(", ", recorded.stream().map(Catalog::version).toList()));
    }

    private ImageCatalog recorded(Catalog catalog) {
        return ImageCatalog.of(catalog)
                .from(RecordedPlans.of(run).find(catalog.version()))
                .recordedBy(run.getExternalizableId());
    }
}
