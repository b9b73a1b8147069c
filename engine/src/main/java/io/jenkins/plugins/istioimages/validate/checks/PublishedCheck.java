package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.ImageFile;
import io.jenkins.plugins.istioimages.validate.facts.ImageName;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags that a release is published under exist, have every platform, and each platform's image has the configuration
 * of the release's: that names the content of its layers, whatever they are compressed with there.
 */
public final class PublishedCheck implements Check {
    private final ImageStore registries;
    private final List<Repository> hubs;

    /** @param hubs registry and path, such as {@code ghcr.io/resf/istio} */
    public PublishedCheck(ImageStore registries, List<Repository> hubs) {
        this.registries = registries;
        this.hubs = List.copyOf(hubs);
    }

    @Override
    public String name() {
        return "published";
    }

    @Override
    public String title() {
        return "Published tags exist and are the images of the release";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.DOCKER);
    }

    @Override
    public Outcome run(Release release) {
        if (release.images().names().isEmpty()) {
            return Outcome.notApplicable(Images.NONE);
        }
        Findings findings = new Findings("tags");
        SortedMap<String, SortedMap<Platform, ImageFile>> tags = new TreeMap<>();
        for (ImageFile image : release.images().all()) {
            ImageName name = image.name();
            String tag = name.image() + ":" + name.tag(release.manifest().version());
            tags.computeIfAbsent(tag, any -> new TreeMap<>()).put(name.platform(), image);
        }
        for (Repository hub : hubs) {
            tags.forEach((tag, images) -> {
                findings.seen();
                int colon = tag.indexOf(':');
                look(hub.resolve(tag.substring(0, colon)).tag(tag.substring(colon + 1)), images, findings);
            });
        }
        return findings.outcome();
    }

    private void look(Reference tag, SortedMap<Platform, ImageFile> wanted, Findings findings) {
        try {
            Optional<Descriptor> found = registries.resolve(tag);
            if (found.isEmpty()) {
                findings.add(tag.toString(), "does not exist");
                return;
            }
            Map<Platform, Digest> published = new TreeMap<>();
            collect(
                    tag.repository(),
                    registries.manifest(tag.repository(), found.get().digest()),
                    published);
            wanted.forEach((platform, image) -> {
                Digest there = published.get(platform);
                if (there == null) {
                    findings.add(tag.toString(), "has no " + platform);
                } else {
                    findings.expect(
                            tag.toString(),
                            "the configuration of " + platform,
                            there.toString(),
                            image.configDigest().toString());
                }
            });
        } catch (CancelledException e) {
            throw e;
        } catch (EngineException | IOException e) {
            findings.add(tag.toString(), "cannot be read: " + e.getMessage());
        }
    }

    /** Configurations by platform. */
    private void collect(Repository repository, ManifestContent content, Map<Platform, Digest> into)
            throws IOException {
        if (content.parse() instanceof ImageIndex index) {
            for (Descriptor child : index.manifests()) {
                collect(repository, registries.manifest(repository, child.digest()), into);
            }
        } else if (content.parse() instanceof ImageManifest manifest) {
            try (InputStream in = registries.openBlob(repository, manifest.config())) {
                byte[] config = in.readNBytes(ManifestContent.MAX_SIZE);
                ImageConfig settings = ImageConfig.parse(
                        config, "configuration " + manifest.config().digest());
                into.put(settings.platform(), manifest.config().digest());
            }
        }
    }
}
