package io.jenkins.plugins.istioimages.jenkins.images;

import hudson.model.Run;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.images.view.CatalogView;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import java.util.List;
import java.util.Optional;

/**
 * The catalog that one is compared with.
 *
 * @param run name of the run
 * @param page path of its page of images, from that of the later run
 * @param view what it says
 */
record PreviousCatalog(String run, String page, CatalogView view) {
    /** Older runs are no longer worth loading for a page. */
    private static final int MAX_RUNS = 30;

    /**
     * Of the newest earlier run with images: those of the same version, else of the same minor version, else the only
     * ones; releases are not compared with what has a day for its version, as builder images have.
     */
    static Optional<PreviousCatalog> before(Run<?, ?> later, String version) {
        Run<?, ?> run = later.getPreviousBuild();
        for (int i = 0; run != null && i < MAX_RUNS; i++) {
            Optional<PreviousCatalog> found = of(run, version);
            if (found.isPresent()) {
                return found;
            }
            run = run.getPreviousBuild();
        }
        return Optional.empty();
    }

    private static Optional<PreviousCatalog> of(Run<?, ?> run, String version) {
        ImagesAction action = run.getAction(ImagesAction.class);
        if (action == null) {
            return Optional.empty();
        }
        return choose(action.getSaved(), version).flatMap(saved -> read(run, saved));
    }

    private static Optional<PreviousCatalog> read(Run<?, ?> run, SavedCatalog saved) {
        try {
            CatalogView view = CatalogView.of(ImagesAction.folder(run).read(saved));
            String page = "../../" + run.getNumber() + "/" + ImagesAction.URL + "/";
            return Optional.of(new PreviousCatalog(run.getDisplayName(), page, view));
        } catch (EngineException e) {
            // The run's own page says so; here an older one does.
            return Optional.empty();
        }
    }

    private static Optional<SavedCatalog> choose(List<SavedCatalog> all, String version) {
        return all.stream()
                .filter(one -> one.getVersion().equals(version))
                .findFirst()
                .or(() -> all.stream()
                        .filter(one -> minor(one.getVersion()).isPresent()
                                && minor(one.getVersion()).equals(minor(version)))
                        .findFirst())
                .or(() -> all.size() == 1
                        ? all.stream()
                                .filter(one -> minor(one.getVersion()).isPresent()
                                        == minor(version).isPresent())
                                .findFirst()
                        : Optional.empty());
    }

    private static Optional<String> minor(String version) {
        try {
            return new ReleaseVersion(version).minor();
        } catch (InputException e) {
            return Optional.empty();
        }
    }
}
