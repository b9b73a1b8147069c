package io.jenkins.plugins.istioimages.catalog.sbom;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.contents.ArchivePrograms;
import io.jenkins.plugins.istioimages.catalog.contents.GoBuildInfo;
import io.jenkins.plugins.istioimages.catalog.contents.GoModule;
import io.jenkins.plugins.istioimages.catalog.contents.ImageContents;
import io.jenkins.plugins.istioimages.catalog.contents.InstalledPackage;
import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import io.jenkins.plugins.istioimages.catalog.contents.ProgramFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The bill of materials of what is released: every file with its checksums, every image by its digest, and in the image
 * of each platform the packages of its base and the modules of its programs.
 */
final class ReleaseBom {
    private static final String CONTAINS = "CONTAINS";

    private final SpdxDocument document;
    private final SpdxPackage release;
    private final String version;

    ReleaseBom(String version, Instant created) {
        this.version = version;
        this.document = new SpdxDocument("istio-release-" + version, created);
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
            addPrograms(file.id(), "", ArchivePrograms.of(out.resolve(file.path()), Marks.of(version)));
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
            addContents(one, contents.look(image.repository(), platform.digest()));
        }
    }

    private static PackageUrl url(CatalogImage image, String digest) {
        String repository = image.repository().toString();
        return PackageUrl.of("oci", image.name(), digest).with("repository_url", repository);
    }

    private void addContents(SpdxPackage image, ImageContents contents) {
        for (InstalledPackage one : contents.packages()) {
            String what = String.join(" ", one.manager(), one.name(), one.version(), one.architecture());
            SpdxPackage installed = new SpdxPackage(SpdxDocument.id("Package", what), one.name())
                    .version(one.version())
                    .url(PackageUrl.of(one.manager(), vendor(contents, one) + "/" + one.name(), one.version())
                            .with("arch", one.architecture()));
            document.add(installed);
            document.relate(image.id(), CONTAINS, installed.id());
        }
        addPrograms(image.id(), "/", contents.programs());
    }

    /** @param root what stands before the paths of the programs, for people */
    private void addPrograms(String container, String root, SortedMap<String, ProgramFile> programs) {
        programs.forEach(
                (path, program) -> program.build().ifPresent(build -> addProgram(container, root + path, build)));
    }

    /** Of whom a package is: what the image says of itself, else who made the manager. */
    private static String vendor(ImageContents contents, InstalledPackage one) {
        return contents.distribution().orElse(one.manager().equals("apk") ? "alpine" : "debian");
    }

    private void addProgram(String container, String path, GoBuildInfo build) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String revision = build.revision().orElse("");
        SpdxPackage program = new SpdxPackage(SpdxDocument.id("Program", container + " " + path), name)
                .version(version)
                .purpose("APPLICATION")
                .sourceInfo(path + ", made by " + build.goVersion()
                        + build.main().map(main -> " from " + main.path()).orElse("")
                        + (revision.isEmpty() ? "" : " at " + revision));
        document.add(program);
        document.relate(container, CONTAINS, program.id());
        module(program, new GoModule("stdlib", build.goVersion().replaceFirst("^go", "")));
        build.main().ifPresent(main -> module(program, new GoModule(main.path(), version(main, revision))));
        build.modules().forEach(module -> module(program, module));
    }

    /** Go says {@code (devel)} of what it built from a working copy; the commit says more. */
    private static String version(GoModule main, String revision) {
        return main.version().startsWith("v") || revision.isEmpty() ? main.version() : revision;
    }

    private void module(SpdxPackage program, GoModule module) {
        SpdxPackage one = new SpdxPackage(
                        SpdxDocument.id("Module", module.path() + " " + module.version()), module.path())
                .version(module.version())
                .url(PackageUrl.of("golang", module.path(), module.version()));
        document.add(one);
        document.relate(program.id(), "STATIC_LINK", one.id());
    }
}
