package io.jenkins.plugins.istioimages.jenkins.images;

import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.CatalogFiles;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.data.BuiltFrom;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Plans that the images of a run were built from: a file of the run for each release, beside its catalogs. */
public final class RecordedPlans {
    private final Run<?, ?> run;

    private RecordedPlans(Run<?, ?> run) {
        this.run = run;
    }

    /** Those of a run. */
    public static RecordedPlans of(Run<?, ?> run) {
        return new RecordedPlans(run);
    }

    /**
     * Records what the images of a catalog were built from.
     *
     * @return with what was recorded of that release before
     * @throws IOException if it cannot be saved
     */
    public BuiltFrom add(ImageCatalog catalog) throws IOException {
        synchronized (run) {
            BuiltFrom all = find(catalog.getVersion()).plus(catalog.built());
            if (!all.text().equals(BuiltFrom.UNKNOWN.text())) {
                Files.createDirectories(file(catalog.getVersion()).getParent());
                CatalogFiles.replace(file(catalog.getVersion()), all.text());
            }
            return all;
        }
    }

    /**
     * What was recorded of a release.
     *
     * @throws WorkException if it cannot be read
     */
    public BuiltFrom find(String version) {
        Path file = file(version);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return BuiltFrom.UNKNOWN;
        }
        try {
            return BuiltFrom.read(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new WorkException("the plans of " + version + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A version is a name by the grammar of catalogs: it leads nowhere. */
    private Path file(String version) {
        return run.getRootDir().toPath().resolve("istio-images").resolve(version + "-plans.json");
    }
}
