package io.jenkins.plugins.istioimages.jenkins.images;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogFiles;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Catalogs beside a run. A file's name holds the digest of its content, so a new one never takes the place of one that
 * the run's own file still names.
 */
final class CatalogFolder {
    /** What a manifest may have at most; a release has some ten kilobytes. */
    static final int MAX_BYTES = 4 << 20;

    private static final int DIGITS = 16;
    private final Path directory;

    /** @param run directory of the run */
    CatalogFolder(Path run) {
        this.directory = run.resolve("istio-images");
    }

    /** Writes a catalog; it is on the disk when this returns. */
    SavedCatalog write(Catalog catalog) throws IOException {
        String text = CatalogYaml.write(catalog);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new WorkException("the catalog of " + catalog.version() + " has " + bytes.length + " bytes, at most "
                    + MAX_BYTES + " are kept with a run");
        }
        Digest digest = Digest.sha256(bytes);
        String name = catalog.version() + "-" + digest.hex().substring(0, DIGITS) + ".yaml";
        Files.createDirectories(directory);
        CatalogFiles.replace(directory.resolve(name), text);
        return new SavedCatalog(catalog, name, digest.toString());
    }

    /**
     * Reads a catalog.
     *
     * @throws WorkException if the file is missing or not what was written
     */
    Catalog read(SavedCatalog saved) {
        Path file = directory.resolve(Path.of(saved.file()).getFileName());
        byte[] bytes = content(saved, file);
        if (!Digest.sha256(bytes).toString().equals(saved.digest())) {
            throw new WorkException("the catalog of " + saved.getVersion()
                    + " is not what the run recorded: its file was changed or cut short");
        }
        return CatalogYaml.read(saved.file(), bytes);
    }

    /** Removes a catalog that no run names any more; one that cannot be removed goes with the run. */
    void forget(SavedCatalog saved) throws IOException {
        Files.deleteIfExists(directory.resolve(Path.of(saved.file()).getFileName()));
    }

    private static byte[] content(SavedCatalog saved, Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new WorkException("the catalog of " + saved.getVersion() + " is missing from the run's directory");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new WorkException("the catalog of " + saved.getVersion() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
