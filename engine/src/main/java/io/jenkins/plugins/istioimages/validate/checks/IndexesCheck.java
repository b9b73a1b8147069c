package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import io.jenkins.plugins.istioimages.validate.facts.StagedImages;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where images were staged there is each index of the catalog, with every platform, and under its tags. */
final class IndexesCheck implements Check {
    @Override
    public String name() {
        return "indexes";
    }

    @Override
    public String title() {
        return "Staged indexes have every platform, as the catalog says, and their tags";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.DOCKER);
    }

    @Override
    public Outcome run(Release release) {
        Optional<Catalog> catalog = release.images().catalog();
        Optional<StagedImages> staged = release.images().staged();
        if (catalog.isEmpty() || staged.isEmpty()) {
            return Outcome.notApplicable(
                    catalog.isEmpty() ? "there is no images.yaml" : "it is not said where images are staged");
        }
        Findings findings = new Findings("indexes");
        for (CatalogImage image : catalog.get().images()) {
            findings.seen();
            try {
                look(release, staged.get(), image, findings);
            } catch (CancelledException e) {
                throw e;
            } catch (EngineException e) {
                findings.add(StagedImages.where(image), "cannot be read: " + e.getMessage());
            }
        }
        return findings.outcome();
    }

    private static void look(Release release, StagedImages staged, CatalogImage image, Findings findings) {
        String where = StagedImages.where(image);
        Repository repository = staged.repository(image);
        ManifestContent content = staged.store().manifest(repository, image.digest());
        Map<Platform, Digest> found = new TreeMap<>();
        if (content.parse() instanceof ImageIndex index) {
            for (Descriptor child : index.manifests()) {
                child.platform().ifPresent(platform -> found.putIfAbsent(platform, child.digest()));
            }
        } else {
            image.platforms().stream().limit(1).forEach(one -> found.put(one.platform(), image.digest()));
        }
        for (Platform platform : release.manifest().architectures()) {
            if (!found.containsKey(platform)) {
                findings.add(where, "its index has no " + platform);
            }
        }
        compare(where, image, found, findings);
        for (String tag : image.tags()) {
            Optional<Digest> named = staged.store().resolve(repository.tag(tag)).map(Descriptor::digest);
            if (!named.equals(Optional.of(image.digest()))) {
                findings.add(
                        where,
                        "the tag " + tag + " "
                                + named.map(digest -> "is " + digest).orElse("does not exist")
                                + ", expected " + image.digest());
            }
        }
    }

    private static void compare(String where, CatalogImage image, Map<Platform, Digest> found, Findings findings) {
        Map<Platform, Digest> said = new TreeMap<>();
        for (CatalogPlatform platform : image.platforms()) {
            said.put(platform.platform(), platform.digest());
        }
        found.forEach((platform, digest) -> {
            if (!said.containsKey(platform)) {
                findings.add(where, "its index has " + platform + ", which the catalog does not name");
            } else {
                findings.expect(
                        where,
                        "the digest of " + platform + " in its index",
                        digest.toString(),
                        said.get(platform).toString());
            }
        });
    }
}
