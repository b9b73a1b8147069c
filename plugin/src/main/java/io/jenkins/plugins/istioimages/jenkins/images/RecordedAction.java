package io.jenkins.plugins.istioimages.jenkins.images;

import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import jenkins.management.Badge;
import jenkins.model.Badgeable;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.StaplerProxy;

/** What a run recorded, with a page of its own for whoever may read the run. */
public abstract class RecordedAction implements RunAction2, Badgeable, StaplerProxy {
    private transient volatile Run<?, ?> run;

    RecordedAction() {}

    /**
     * Puts the run on the disk with what was recorded just now.
     *
     * @param first whether the run does not have this action yet
     * @param undo gives the action back what it had, if the run cannot be saved
     * @throws IOException if it cannot; run and action are as before then
     */
    final void keep(Run<?, ?> owner, boolean first, Runnable undo) throws IOException {
        if (first) {
            owner.addAction(this);
        }
        try {
            owner.save();
        } catch (IOException e) {
            undo.run();
            if (first) {
                owner.removeAction(this);
            }
            throw e;
        }
    }

    @Override
    public final void onAttached(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public final void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    /** Whoever may not read the run has no page, no download and no REST API of it. */
    @Override
    public final Object getTarget() {
        run.checkPermission(Item.READ);
        return this;
    }

    /** The run that recorded it. */
    public final Run<?, ?> getOwner() {
        return run;
    }

    /** The REST API. */
    public final Api getApi() {
        return new Api(this);
    }

    @Override
    public abstract Badge getBadge();
}
