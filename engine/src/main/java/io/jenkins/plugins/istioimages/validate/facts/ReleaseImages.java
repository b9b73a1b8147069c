package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The images of a release, each read at the first question: its archives, or where it has none, what its catalog names in
 * the place where it was staged.
 */
public final class ReleaseImages {
    /** The catalog; only this program writes it. */
    public static final String CATALOG = "images.yaml";

    private final SortedMap<ImageName, Lazy<ImageArchive>> archives = new TreeMap<>();
    private final List<String> others = new ArrayList<>();
    private final Optional<Lazy<Catalog>> catalog;
    private final Optional<StagedImages> staged;
    private final boolean fromStaging;

    ReleaseImages(Path root, List<String> files, ResolvedManifest manifest, Optional<StagedImages> staged) {
        for (String file : files) {
            if (!file.startsWith(ReleaseLayout.IMAGES + "/") || file.endsWith(ReleaseLayout.CHECKSUM_SUFFIX)) {
                continue;
            }
            Optional<ImageName> name =
                    ImageName.of(file.substring(ReleaseLayout.IMAGES.length() + 1), manifest.architectures());
            if (name.isEmpty()) {
                others.add(file);
            } else {
                archives.put(name.get(), new Lazy<>(() -> read(root, file, name.get(), manifest.marks())));
            }
        }
        catalog = files.contains(CATALOG)
                ? Optional.of(new Lazy<>(() -> CatalogYaml.read(root.resolve(CATALOG))))
                : Optional.empty();
        this.staged = staged;
        fromStaging = archives.isEmpty() && staged.isPresent();
        if (fromStaging) {
            readable().ifPresent(all -> addStaged(all, staged.get(), manifest.marks()));
        }
    }

    /** That it cannot be read is told to whoever asks for it. */
    private Optional<Catalog> readable() {
        try {
            return catalog();
        } catch (InputException damaged) {
            return Optional.empty();
        }
    }

    private void addStaged(Catalog all, StagedImages from, Marks marks) {
        StagedLayers layers = new StagedLayers();
        for (CatalogImage image : all.images()) {
            for (CatalogPlatform platform : image.platforms()) {
                ImageName name = new ImageName(image.name(), image.variant(), platform.platform());
                archives.put(name, new Lazy<>(() -> from.read(image, platform, layers, marks)));
            }
        }
    }

    /** Where they were staged, where that is known. */
    public Optional<StagedImages> staged() {
        return staged;
    }

    /** Where an image is, or should be. */
    public String place(ImageName name) {
        return fromStaging
                ? CATALOG + ": " + name.image() + " (" + name.variant() + ") for " + name.platform()
                : name.file();
    }

    /** What the archives' names say, or the catalog, sorted. */
    public List<ImageName> names() {
        return List.copyOf(archives.keySet());
    }

    /** Files among them that are none by their name. */
    public List<String> others() {
        return List.copyOf(others);
    }

    /** An archive, or an image where it is staged. */
    public Optional<ImageArchive> archive(ImageName name) {
        return Optional.ofNullable(archives.get(name)).map(Lazy::get);
    }

    /** All archives, sorted by name. */
    public List<ImageArchive> archives() {
        return archives.values().stream().map(Lazy::get).toList();
    }

    /** All images in them. */
    public List<ImageFile> all() {
        return archives().stream().flatMap(archive -> archive.images().stream()).toList();
    }

    /**
     * The catalog; empty where there is none.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if it cannot be read
     */
    public Optional<Catalog> catalog() {
        return catalog.map(Lazy::get);
    }

    private static ImageArchive read(Path root, String file, ImageName name, Marks marks) {
        Path path = root.resolve(file);
        try {
            return new ImageArchive(
                    file, name, ImageArchiveScan.read(path, file, name, Files.size(path), marks), Optional.empty());
        } catch (CancelledException e) {
            throw e;
        } catch (EngineException | IOException e) {
            return new ImageArchive(file, name, List.of(), Optional.of("cannot be read: " + e.getMessage()));
        }
    }
}
