package io.jenkins.plugins.istioimages.publish.release;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.catalog.ReleaseBuild;
import io.jenkins.plugins.istioimages.catalog.sbom.BillsOfMaterials;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.LockYaml;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The directory of a release that is published: what a build has left in {@code out}, and beside it.
 *
 * @param out with the files
 */
public record ReleaseFolder(Path out) {
    private static final String OUT = "out";
    private static final String LAYOUT = "layout";

    /**
     * Opens one.
     *
     * @param named {@code out} itself, or the directory that it is in
     * @throws InputException if there is no release
     */
    public static ReleaseFolder open(Path named) {
        for (Path directory : new Path[] {named, named.resolve(OUT)}) {
            ReleaseFolder folder = new ReleaseFolder(directory.toAbsolutePath().normalize());
            if (folder.hasLock() || folder.hasCatalog()) {
                return folder;
            }
        }
        throw new InputException("there is no release of this program in " + named + ": neither " + ReleaseBuild.CATALOG
                + " nor " + ReleaseBuild.LOCK + "; archives of another one are published with --archives DIR");
    }

    /** The version. */
    public String version() {
        return hasLock() ? lock().version() : catalog().version();
    }

    /** When the istio source was committed, which is the only time that a release knows. */
    public Instant created() {
        return hasLock() ? lock().istio().committed() : catalog().created();
    }

    /** Its images; an {@link InputException} where it has none. */
    public Catalog catalog() {
        return CatalogYaml.read(required(ReleaseBuild.CATALOG));
    }

    /** Its sources at their commits; an {@link InputException} where that is not there. */
    public Lock lock() {
        return LockYaml.read(required(ReleaseBuild.LOCK));
    }

    /** What was asked for. */
    public ReleaseManifest manifest() {
        return ManifestReader.read(required(ReleaseBuild.LOCK)).manifest();
    }

    /** Something that lies beside {@code out}. */
    public Path beside(String name) {
        return out.resolveSibling(name);
    }

    /**
     * Where its images are.
     *
     * @param said by the user: an OCI layout; nothing for the one beside {@code out} where that has them, and otherwise
     *     for the registry that the catalog names
     * @param registries all registries
     */
    public ImageStore images(Optional<Path> said, Catalog catalog, ImageStore registries) {
        if (said.isPresent()) {
            return OciLayout.open(said.get());
        }
        Path layout = beside(LAYOUT);
        if (!Files.isRegularFile(layout.resolve("oci-layout"))
                || catalog.images().isEmpty()) {
            return registries;
        }
        OciLayout opened = OciLayout.open(layout);
        CatalogImage first = catalog.images().get(0);
        if (opened.resolve(first.pinned()).isPresent()) {
            return opened;
        }
        opened.close();
        return registries;
    }

    /** Whether it says which sources it was made from, and how. */
    public boolean hasLock() {
        return has(ReleaseBuild.LOCK);
    }

    /** Whether it says which images it has. */
    public boolean hasCatalog() {
        return has(ReleaseBuild.CATALOG);
    }

    /** Whether it was built with a bill of what is in it. */
    public boolean hasBill() {
        return has(BillsOfMaterials.RELEASE);
    }

    private boolean has(String file) {
        return Files.isRegularFile(out.resolve(file));
    }

    private Path required(String file) {
        if (!has(file)) {
            throw new InputException("the release in " + out + " has no " + file);
        }
        return out.resolve(file);
    }
}
