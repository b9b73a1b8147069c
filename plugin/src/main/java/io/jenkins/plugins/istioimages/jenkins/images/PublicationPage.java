package io.jenkins.plugins.istioimages.jenkins.images;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.jenkins.data.PublishedRelease;
import io.jenkins.plugins.istioimages.jenkins.data.TargetReceipt;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/** What is shown of one time that a release was published. Made anew for each request; reads the receipts once. */
public final class PublicationPage {
    private static final int MOST_UNFOLDED = 12;

    private final Run<?, ?> run;
    private final SavedPublication saved;
    private final int number;
    private PublishedRelease release;
    private String problem = "";

    /** @param number of it in the run, from 1 */
    PublicationPage(Run<?, ?> run, SavedPublication saved, int number) {
        this.run = run;
        this.saved = saved;
        this.number = number;
    }

    /** What the run's own file says. */
    public SavedPublication getSaved() {
        return saved;
    }

    /** In the run, from 1. */
    public int getNumber() {
        return number;
    }

    /** The receipts; null if they cannot be read. */
    public synchronized PublishedRelease getRelease() {
        if (release == null && problem.isEmpty()) {
            try {
                release = PublishedRelease.read(text());
            } catch (EngineException e) {
                problem = e.getMessage();
            }
        }
        return release;
    }

    /**
     * Whether all items of a target are seen at once: where something is amiss, and where something changed and it is a
     * look. What is as it was needs none, and hundreds of items would hide the other targets.
     */
    public boolean isUnfolded(TargetReceipt target) {
        boolean amiss = getRelease().getFailed().contains(target.getName());
        return amiss || !target.getChanges().isEmpty() && target.getItems().size() <= MOST_UNFOLDED;
    }

    /** Why the receipts cannot be read; empty if they can. */
    public synchronized String getProblem() {
        getRelease();
        return problem;
    }

    /** The receipts as JSON. */
    @GET
    public HttpResponse doJson() {
        run.checkPermission(Item.READ);
        return new Download("receipts-" + saved.getVersion() + ".json", "application/json", text());
    }

    private String text() {
        byte[] bytes = PublicationsAction.files(run).read(saved.kept(), "the receipts of " + saved.getVersion());
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
