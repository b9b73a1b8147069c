package io.jenkins.plugins.istioimages.jenkins.images;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.Path;

/** Catalogs beside a run. */
final class CatalogFolder {
    /** What a manifest may have at most; a release has some ten kilobytes. */
    static final int MAX_BYTES = 4 << 20;

    private final RunFiles files;

    /** @param run directory of the run */
    CatalogFolder(Path run) {
        this.files = new RunFiles(run, MAX_BYTES);
    }

    /** Writes a catalog; it is on the disk when this returns. */
    SavedCatalog write(Catalog catalog) throws IOException {
        RunFiles.Kept kept =
                files.write(catalog.version(), ".yaml", CatalogYaml.write(catalog), name(catalog.version()));
        return new SavedCatalog(catalog, kept.file(), kept.digest());
    }

    /**
     * Reads a catalog.
     *
     * @throws WorkException if the file is missing or not what was written
     */
    Catalog read(SavedCatalog saved) {
        RunFiles.Kept kept = new RunFiles.Kept(saved.file(), saved.digest());
        return CatalogYaml.read(saved.file(), files.read(kept, name(saved.getVersion())));
    }

    /** Removes a catalog that no run names any more. */
    void forget(SavedCatalog saved) throws IOException {
        files.forget(saved.file());
    }

    private static String name(String version) {
        return "the catalog of " + version;
    }
}
