package io.jenkins.plugins.istioimages.jenkins.images;

import hudson.model.Action;
import hudson.model.BuildBadgeAction;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.images.view.CatalogView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.management.Badge;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The catalogs that a run recorded, one for each release: on the run's page, on a page of their own, and in the REST
 * API. The run's own file keeps a line of each; the catalogs are files beside it, read when somebody looks.
 */
@ExportedBean
public final class ImagesAction extends RecordedAction implements SimpleBuildStep.LastBuildAction, BuildBadgeAction {
    /** Path of the page below the run's. */
    public static final String URL = "istio-images";

    private volatile List<SavedCatalog> catalogs = new ArrayList<>();

    private ImagesAction() {}

    /**
     * Records what a run made. A catalog of a release that the run recorded before is added to that one. When this
     * returns, run and catalog are on the disk; after a crash at any moment, the run has the catalog of before or this.
     *
     * @param run that made the images
     * @param catalog checked already, if an agent had a part in it
     * @return the whole catalog of that release, as recorded
     * @throws InputException if the run recorded the same release from other commits
     * @throws WorkException if the catalog is too large to keep
     * @throws IOException if it cannot be saved
     */
    public static Catalog record(Run<?, ?> run, Catalog catalog) throws IOException {
        synchronized (run) {
            ImagesAction action = run.getAction(ImagesAction.class);
            return action == null ? new ImagesAction().save(run, catalog, true) : action.save(run, catalog, false);
        }
    }

    /** The catalogs of a run, in the order in which they were recorded first; none if it recorded none. */
    public static List<Catalog> of(Run<?, ?> run) {
        ImagesAction action = run.getAction(ImagesAction.class);
        return action == null
                ? List.of()
                : action.saved().stream().map(folder(run)::read).toList();
    }

    private Catalog save(Run<?, ?> owner, Catalog catalog, boolean first) throws IOException {
        CatalogFolder folder = folder(owner);
        Optional<SavedCatalog> before = find(catalog.version());
        Catalog whole = before.map(folder::read).map(old -> old.plus(catalog)).orElse(catalog);
        SavedCatalog saved = folder.write(whole);
        List<SavedCatalog> old = catalogs;
        List<SavedCatalog> all = new ArrayList<>(saved());
        before.ifPresentOrElse(one -> all.set(all.indexOf(one), saved), () -> all.add(saved));
        catalogs = all;
        keep(owner, first, () -> catalogs = old);
        if (before.isPresent() && !before.get().file().equals(saved.file())) {
            folder.forget(before.get());
        }
        return whole;
    }

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.ImagesAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** How many images there are, for the side panel. */
    @Override
    public Badge getBadge() {
        int images = getCount();
        return new Badge(String.valueOf(images), Messages.ImagesAction_badge(images), Badge.Severity.INFO);
    }

    /** Latest images, on the job's page. */
    @Override
    public Collection<? extends Action> getProjectActions() {
        return List.of(new ImagesJobAction(this));
    }

    /** What is known without reading a catalog. */
    public List<SavedCatalog> getSaved() {
        return saved();
    }

    /** Images of all releases. */
    public int getCount() {
        return saved().stream().mapToInt(SavedCatalog::getImages).sum();
    }

    /** Tooltip of the badge in the build history. */
    public String getSummary() {
        return String.join(
                ", ",
                saved().stream()
                        .map(one -> Messages.ImagesAction_summary(one.getVersion(), one.getImages()))
                        .toList());
    }

    /** A page for each release. */
    public List<CatalogPage> getPages() {
        return saved().stream().map(this::page).toList();
    }

    /** The page of a release, for {@code catalog/VERSION/}; null where there is none, which is told as not found. */
    public CatalogPage getCatalog(String version) {
        return find(version).map(this::page).orElse(null);
    }

    /** The catalogs for the REST API; one that cannot be read is left out and stands in {@link #getProblems()}. */
    @Exported
    public List<CatalogView> getCatalogs() {
        return getPages().stream()
                .map(CatalogPage::view)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Why catalogs cannot be read. */
    @Exported
    public List<String> getProblems() {
        return getPages().stream()
                .map(CatalogPage::getProblem)
                .filter(problem -> !problem.isEmpty())
                .toList();
    }

    private CatalogPage page(SavedCatalog saved) {
        return new CatalogPage(getOwner(), saved);
    }

    private Optional<SavedCatalog> find(String version) {
        return saved().stream().filter(one -> one.getVersion().equals(version)).findFirst();
    }

    private List<SavedCatalog> saved() {
        List<SavedCatalog> now = catalogs;
        return now == null ? List.of() : List.copyOf(now);
    }

    static CatalogFolder folder(Run<?, ?> owner) {
        return new CatalogFolder(owner.getRootDir().toPath());
    }
}
