package io.jenkins.plugins.istioimages.catalog.sbom;

import io.jenkins.plugins.istioimages.catalog.contents.GoBuildInfo;
import io.jenkins.plugins.istioimages.catalog.contents.GoModule;
import io.jenkins.plugins.istioimages.catalog.contents.ImageContents;
import io.jenkins.plugins.istioimages.catalog.contents.InstalledPackage;
import io.jenkins.plugins.istioimages.catalog.contents.ProgramFile;
import java.util.SortedMap;

/** Adds to a document what is in images and archives: packages of the base, programs and the modules they are made of. */
final class ContentsBom {
    private static final String CONTAINS = "CONTAINS";

    private final SpdxDocument document;
    private final String version;

    /** @param version of the programs; empty where nobody says one */
    ContentsBom(SpdxDocument document, String version) {
        this.document = document;
        this.version = version;
    }

    /** Adds what is in an image. */
    void add(String image, ImageContents contents) {
        for (InstalledPackage one : contents.packages()) {
            String what = String.join(" ", one.manager(), one.name(), one.version(), one.architecture());
            SpdxPackage installed = new SpdxPackage(SpdxDocument.id("Package", what), one.name())
                    .version(one.version())
                    .url(PackageUrl.of(one.manager(), vendor(contents, one) + "/" + one.name(), one.version())
                            .with("arch", one.architecture()));
            document.add(installed);
            document.relate(image, CONTAINS, installed.id());
        }
        addPrograms(image, "/", contents.programs());
    }

    /**
     * Adds what Go says of programs.
     *
     * @param container that they are in
     * @param root what stands before the paths of the programs, for people
     */
    void addPrograms(String container, String root, SortedMap<String, ProgramFile> programs) {
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
