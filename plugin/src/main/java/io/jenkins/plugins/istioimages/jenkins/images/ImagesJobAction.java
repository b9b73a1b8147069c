package io.jenkins.plugins.istioimages.jenkins.images;

import hudson.model.Action;
import hudson.model.Item;
import java.util.List;
import jenkins.management.Badge;
import jenkins.model.Badgeable;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.GET;

/** The images of a job's last successful run. Made anew for each page, so it holds nothing. */
public final class ImagesJobAction implements Action, Badgeable, StaplerProxy {
    private final ImagesAction latest;

    ImagesJobAction(ImagesAction latest) {
        this.latest = latest;
    }

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.ImagesJobAction_displayName();
    }

    @Override
    public String getUrlName() {
        return ImagesAction.URL;
    }

    @Override
    public Badge getBadge() {
        return latest.getBadge();
    }

    @Override
    public Object getTarget() {
        latest.getOwner().checkPermission(Item.READ);
        return this;
    }

    /** Name of the run. */
    public String getRun() {
        return latest.getOwner().getDisplayName();
    }

    /** The page of the run's images, from the job's. */
    public String getPage() {
        return latest.getOwner().getNumber() + "/" + ImagesAction.URL + "/";
    }

    /** The releases. */
    public List<SavedCatalog> getSaved() {
        return latest.getSaved();
    }

    /** Leads to the run's page. */
    @GET
    public HttpResponse doIndex() {
        latest.getOwner().checkPermission(Item.READ);
        return new HttpRedirect("../" + getPage());
    }
}
