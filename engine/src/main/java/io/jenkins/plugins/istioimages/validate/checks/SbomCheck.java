package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.sbom.BillFacts;
import io.jenkins.plugins.istioimages.catalog.sbom.BillsOfMaterials;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bills of materials are there, and that of the release names every file and every image. */
final class SbomCheck implements Check {
    private static final String FILE = BillsOfMaterials.RELEASE;
    private static final String CHECKSUM = ".sha256";
    /** As release-builder writes it. */
    private static final String TAGS_AND_VALUES = "istio-release.spdx";

    @Override
    public String name() {
        return "sbom";
    }

    @Override
    public String title() {
        return "The bill of materials names every file and every image";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.SBOM);
    }

    @Override
    public Outcome run(Release release) {
        if (release.manifest().withoutBillOfMaterials()) {
            return Outcome.notApplicable("the manifest wants none: skipGenerateBillOfMaterials");
        }
        if (release.has(TAGS_AND_VALUES) && !release.has(FILE)) {
            return Outcome.notApplicable(TAGS_AND_VALUES + " is in SPDX's form of tags and values, not read here");
        }
        Findings findings = new Findings("files and images");
        for (String file : new String[] {FILE, BillsOfMaterials.SOURCE}) {
            if (!release.has(file)) {
                findings.add(file, "is missing");
            }
        }
        if (release.has(FILE)) {
            BillFacts bill = BillFacts.read(release.path(FILE));
            findings.expect(FILE, "the form", bill.version(), "SPDX-2.3");
            files(release, bill, findings);
            catalog(release).ifPresent(catalog -> images(catalog, bill, findings));
        }
        if (release.has(BillsOfMaterials.SOURCE)) {
            sources(release, BillFacts.read(release.path(BillsOfMaterials.SOURCE)), findings);
        }
        return findings.outcome();
    }

    /** Whether it can be read is another check. */
    private static Optional<Catalog> catalog(Release release) {
        try {
            return release.images().catalog();
        } catch (InputException damaged) {
            return Optional.empty();
        }
    }

    private static void sources(Release release, BillFacts bill, Findings findings) {
        release.manifest().dependencies().forEach((name, sha) -> {
            if (ManifestCheck.isCommit(sha)) {
                findings.expect(
                        BillsOfMaterials.SOURCE,
                        "the commit of " + name,
                        bill.packages().getOrDefault(name, ""),
                        sha);
            }
        });
    }

    private static void files(Release release, BillFacts bill, Findings findings) {
        for (String file : release.files()) {
            if (BillsOfMaterials.describes(file)) {
                findings.seen();
                String said = bill.files().get(file);
                if (said == null) {
                    findings.add(FILE, "does not name " + file);
                } else if (!said.equals(digest(release, file))) {
                    findings.add(FILE, "says SHA-256 " + said + " of " + file + ", which has another");
                }
            }
        }
        bill.files().keySet().stream()
                .filter(file -> !release.has(file) && !release.has(file + CHECKSUM))
                .forEach(file -> findings.add(FILE, "names " + file + ", which is not there"));
    }

    /** The one that is written beside it, if there is one: whether it is right is another check. */
    private static String digest(Release release, String file) {
        if (release.has(file + CHECKSUM)) {
            String beside = new String(release.small(file + CHECKSUM), StandardCharsets.UTF_8);
            if (beside.matches("(?s)[0-9a-f]{64} .*")) {
                return beside.substring(0, 64);
            }
        }
        return release.sha256(file);
    }

    private static void images(Catalog catalog, BillFacts bill, Findings findings) {
        for (CatalogImage image : catalog.images()) {
            String name = image.name() + " (" + image.variant() + ")";
            image(name, image.digest().hex(), bill, findings);
            for (CatalogPlatform platform : image.platforms()) {
                image(name + " for " + platform.platform(), platform.digest().hex(), bill, findings);
            }
        }
    }

    private static void image(String name, String digest, BillFacts bill, Findings findings) {
        findings.seen();
        if (!bill.digests().contains(digest)) {
            findings.add(FILE, "does not name " + name + ", sha256:" + digest);
        }
    }
}
