package io.jenkins.plugins.istioimages.jenkins.images;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.RenderOptions;
import io.jenkins.plugins.istioimages.catalog.Renderings;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.jenkins.images.view.CatalogView;
import io.jenkins.plugins.istioimages.jenkins.images.view.Comparison;
import java.util.Optional;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/** What is shown of one catalog. Made anew for each request; reads the catalog once, when it is first asked. */
public final class CatalogPage {
    private final Run<?, ?> run;
    private final SavedCatalog saved;
    private Optional<Catalog> catalog;
    private String problem = "";
    private Optional<PreviousCatalog> previous;

    CatalogPage(Run<?, ?> run, SavedCatalog saved) {
        this.run = run;
        this.saved = saved;
    }

    /** Of the release. */
    public String getVersion() {
        return saved.getVersion();
    }

    /** Why the catalog cannot be read; empty if it can. */
    public synchronized String getProblem() {
        catalog();
        return problem;
    }

    /** What the catalog says; null if it cannot be read. */
    public CatalogView getView() {
        return view().orElse(null);
    }

    /** The images beside those of the run before; null if the catalog cannot be read. */
    public synchronized Comparison getComparison() {
        return view().map(now -> Comparison.of(previous().map(PreviousCatalog::view), now))
                .orElse(null);
    }

    /** Name of the run that the images are compared with; empty where there is none. */
    public synchronized String getPreviousRun() {
        return previous().map(PreviousCatalog::run).orElse("");
    }

    /** Release of the run that the images are compared with. */
    public synchronized String getPreviousVersion() {
        return previous().map(one -> one.view().version()).orElse("");
    }

    /** Path of the run's page of images, from that of this run. */
    public synchronized String getPreviousPage() {
        return previous().map(PreviousCatalog::page).orElse("");
    }

    /** {@code images.yaml}. */
    @GET
    public HttpResponse doYaml() {
        return download("yaml", "yaml", "application/yaml");
    }

    /** The catalog as JSON. */
    @GET
    public HttpResponse doJson() {
        return download("json", "json", "application/json");
    }

    /** A page that stands alone. It is saved, not shown: nothing of a catalog becomes a page of Jenkins. */
    @GET
    public HttpResponse doHtml() {
        return download("html", "html", "text/html");
    }

    synchronized Optional<CatalogView> view() {
        return catalog().map(CatalogView::of);
    }

    private HttpResponse download(String rendering, String suffix, String type) {
        run.checkPermission(Item.READ);
        Catalog whole = ImagesAction.folder(run).read(saved);
        return new Download(
                "images-" + whole.version() + "." + suffix,
                type,
                Renderings.named(rendering, RenderOptions.DEFAULT).render(whole));
    }

    private synchronized Optional<Catalog> catalog() {
        if (catalog == null) {
            try {
                catalog = Optional.of(ImagesAction.folder(run).read(saved));
            } catch (EngineException e) {
                catalog = Optional.empty();
                problem = e.getMessage();
            }
        }
        return catalog;
    }

    private Optional<PreviousCatalog> previous() {
        if (previous == null) {
            previous = PreviousCatalog.before(run, saved.getVersion());
        }
        return previous;
    }
}
