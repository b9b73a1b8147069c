package io.jenkins.plugins.istioimages.catalog.sbom;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.contents.ArchivePrograms;
import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The bill of materials of what is released: every file with its checksums, every image by its digest, and in the image
 * of each platform the packages of its base and the modules of its programs.
 */
final class ReleaseBom {
    private static final String CONTAINS = "CONTAINS";

    private final SpdxDocument document;
    private final SpdxPackage release;
    private final String version;
    private final ContentsBom inventory;

    ReleaseBom(String version, Instant created) {
        this.version = version;
        this.document = new SpdxDocument("istio-release-" + version, created);
        this.inventory = new ContentsBom(document, version);
        this.release = new SpdxPackage(SpdxDocument.id("Release", "istio " + version), "istio").version(version);
    }

    /** All of it. */
    String write(Path out, List<SpdxFile> files, Optional<Catalog> catalog, ImageContentsOf contents)
            throws IOException {
        addFiles(out, files);
        document.add(release);
        document.relate(SpdxDocument.ID, "DESCRIBES", release.id());
        catalog.ifPresent(all -> all.images().forEach(image -> addImage(image, contents)));
        return document.toText();
    }

    private void addFiles(Path out, List<SpdxFile> files) throws IOException {
        release.analyzed(files.stream().map(SpdxFile::sha1).toList());
        for (SpdxFile file : files) {
            document.relate(release.id(), CONTAINS, document.add(lookedInto(out, file)));
        }
    }

    /** Who packed it may have done so in a form that is not read here: then this is said of the file. */
    private SpdxFile lookedInto(Path out, SpdxFile file) throws IOException {
        if (!ArchivePrograms.areIn(file.path())) {
            return file;
        }
        try {
            inventory.addPrograms(file.id(), "", ArchivePrograms.of(out.resolve(file.path()), Marks.of(version)));
            return file;
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            return file.withComment("Its programs are not listed, since it cannot be read: " + e.getMessage());
        }
    }

    private void addImage(CatalogImage image, ImageContentsOf contents) {
        String label = image.name() + " " + image.variant();
        SpdxPackage whole = new SpdxPackage(SpdxDocument.id("Image", label), image.name())
                .version(String.join(", ", image.tags()))
                .purpose("CONTAINER")
                .digest(image.digest())
                .url(url(image, image.digest().toString()));
        document.add(whole);
        document.relate(release.id(), CONTAINS, whole.id());
        for (CatalogPlatform platform : image.platforms()) {
            SpdxPackage one = new SpdxPackage(
                            SpdxDocument.id("Image", label + " " + platform.platform()),
                            image.name() + " for " + platform.platform())
                    .version(String.join(", ", image.tags()))
                    .purpose("CONTAINER")
                    .digest(platform.digest())
                    .url(url(image, platform.digest().toString())
                            .with("arch", platform.platform().architecture()));
            document.add(one);
            document.relate(whole.id(), CONTAINS, one.id());
            inventory.add(one.id(), contents.look(image.repository(), platform.digest()));
        }
    }

    private static PackageUrl url(CatalogImage image, String digest) {
        String repository = image.repository().toString();
        return PackageUrl.of("oci", image.name(), digest).with("repository_url", repository);
    }
}
