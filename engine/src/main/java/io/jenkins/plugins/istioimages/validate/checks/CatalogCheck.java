package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.ImageName;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import io.jenkins.plugins.istioimages.validate.facts.ReleaseImages;
import java.util.Optional;

/** The catalog is of this release, has every platform, and the archives hold the very images that it names. */
final class CatalogCheck implements Check {
    private static final String FILE = ReleaseImages.CATALOG;

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public String title() {
        return "The catalog has every platform, and the archives are what it says";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.DOCKER);
    }

    @Override
    public Outcome run(Release release) {
        Optional<Catalog> catalog = release.images().catalog();
        if (catalog.isEmpty()) {
            return Outcome.notApplicable("there is no " + FILE);
        }
        Findings findings = new Findings("images");
        findings.expect(
                FILE, "the version", catalog.get().version(), release.manifest().version());
        catalog.get().sources().forEach((name, source) -> {
            String said = release.manifest().dependencies().get(name);
            if (said != null) {
                findings.expect(FILE, "the commit of " + name, source.sha(), said);
            }
        });
        for (CatalogImage image : catalog.get().images()) {
            findings.seen();
            look(release, image, findings);
        }
        return findings.outcome();
    }

    private static void look(Release release, CatalogImage image, Findings findings) {
        String where = FILE + ": " + image.name() + " (" + image.variant() + ")";
        for (Platform platform : release.manifest().architectures()) {
            Optional<CatalogPlatform> entry = image.platforms().stream()
                    .filter(one -> one.platform().equals(platform))
                    .findFirst();
            if (entry.isEmpty()) {
                findings.add(where, "has no " + platform);
            } else {
                compare(release, new ImageName(image.name(), image.variant(), platform), entry.get(), findings);
            }
        }
    }

    private static void compare(Release release, ImageName name, CatalogPlatform entry, Findings findings) {
        release.images().archive(name).ifPresent(archive -> archive.images().stream()
                // What is damaged has another digest anyway.
                .filter(image -> image.damage().isEmpty())
                .forEach(image -> findings.expect(
                        archive.file(),
                        "the digest of its manifest",
                        image.digest().toString(),
                        entry.digest().toString())));
    }
}
