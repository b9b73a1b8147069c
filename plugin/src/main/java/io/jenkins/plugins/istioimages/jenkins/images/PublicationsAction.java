package io.jenkins.plugins.istioimages.jenkins.images;

import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.data.PublishedRelease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jenkins.management.Badge;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a run published, target by target: on the run's page, on a page of its own, and in the REST API. The run's own
 * file keeps a line of each time; the receipts are files beside it, read when somebody looks.
 */
@ExportedBean
public final class PublicationsAction extends RecordedAction {
    /** Path of the page below the run's. */
    public static final String URL = "istio-publications";

    private static final int MAX_BYTES = 64 << 20;

    private volatile List<SavedPublication> publications = new ArrayList<>();

    private PublicationsAction() {}

    /**
     * Records what a run published, after what it published before. When this returns, run and receipts are on the disk.
     *
     * @param release checked already: an agent had a part in it
     * @throws io.jenkins.plugins.istioimages.errors.WorkException if it is too large to keep
     * @throws IOException if it cannot be saved
     */
    public static void record(Run<?, ?> run, PublishedRelease release) throws IOException {
        synchronized (run) {
            PublicationsAction action = run.getAction(PublicationsAction.class);
            boolean first = action == null;
            (first ? new PublicationsAction() : action).save(run, release, first);
        }
    }

    private void save(Run<?, ?> owner, PublishedRelease release, boolean first) throws IOException {
        RunFiles.Kept kept = files(owner)
                .write(
                        "receipts-" + release.getVersion(),
                        ".json",
                        release.getJson(),
                        "the account of publishing " + release.getVersion());
        List<SavedPublication> old = publications;
        List<SavedPublication> all = new ArrayList<>(getSaved());
        all.add(new SavedPublication(release, kept));
        publications = all;
        keep(owner, first, () -> publications = old);
    }

    @Override
    public String getIconFileName() {
        return "symbol-paper-plane-outline";
    }

    @Override
    public String getDisplayName() {
        return Messages.PublicationsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** How many targets are not as they should be; nothing where all are. */
    @Override
    public Badge getBadge() {
        int failed = getSaved().stream().mapToInt(SavedPublication::getFailed).sum();
        return failed == 0
                ? null
                : new Badge(String.valueOf(failed), Messages.PublicationsAction_badge(failed), Badge.Severity.DANGER);
    }

    /** What is known without reading a receipt. */
    public List<SavedPublication> getSaved() {
        List<SavedPublication> now = publications;
        return now == null ? List.of() : List.copyOf(now);
    }

    /** A page for each time, in their order. */
    public List<PublicationPage> getPages() {
        List<SavedPublication> saved = getSaved();
        List<PublicationPage> pages = new ArrayList<>();
        for (int i = 0; i < saved.size(); i++) {
            pages.add(new PublicationPage(getOwner(), saved.get(i), i + 1));
        }
        return pages;
    }

    /** The page of one time, for {@code publication/NUMBER/}; null where there is none, which is told as not found. */
    public PublicationPage getPublication(String number) {
        return getPages().stream()
                .filter(page -> String.valueOf(page.getNumber()).equals(number))
                .findFirst()
                .orElse(null);
    }

    /** The receipts for the REST API; those that cannot be read are left out and stand in {@link #getProblems()}. */
    @Exported
    public List<PublishedRelease> getReleases() {
        return getPages().stream()
                .map(PublicationPage::getRelease)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Why receipts cannot be read. */
    @Exported
    public List<String> getProblems() {
        return getPages().stream()
                .map(PublicationPage::getProblem)
                .filter(problem -> !problem.isEmpty())
                .toList();
    }

    static RunFiles files(Run<?, ?> owner) {
        return new RunFiles(owner.getRootDir().toPath(), MAX_BYTES);
    }
}
