package io.jenkins.plugins.istioimages.image.base;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.base.BaseImages.BaseImageException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Finds the image of a platform behind a reference: in an index, in an index of indexes, or the one there is. */
final class PlatformChoice {
    private static final int MAX_DEPTH = 3;
    private static final long MAX_CONFIG = 4L * 1024 * 1024;

    private record Candidate(Platform platform, Descriptor descriptor, BaseImage image) {}

    private final ImageStore store;
    private final Reference reference;
    private final String text;
    private final NavigableSet<Platform> offered = new TreeSet<>();

    PlatformChoice(ImageStore store, Reference reference, String text) {
        this.store = store;
        this.reference = reference;
        this.text = text;
    }

    BaseImage choose(Descriptor root, Platform wanted) {
        List<Descriptor> manifests = new ArrayList<>();
        collect(root, manifests, 0);
        for (Platform acceptable : PlatformMatch.acceptable(wanted)) {
            for (Descriptor manifest : manifests) {
                // A child without a platform must be opened to know it.
                if (manifest.platform().isEmpty() || manifest.platform().get().equals(acceptable)) {
                    Candidate candidate = open(manifest);
                    offered.add(candidate.platform());
                    if (isFor(acceptable, candidate)) {
                        return candidate.image();
                    }
                }
            }
        }
        throw new BaseImageException("the base image " + reference + " is not there for " + wanted + ", only for "
                + (offered.isEmpty()
                        ? "nothing"
                        : String.join(
                                ", ", offered.stream().map(Platform::toString).toList())));
    }

    /** An index may say the variant where the config, as older builders wrote it, does not. */
    private static boolean isFor(Platform acceptable, Candidate candidate) {
        Platform said = candidate.platform();
        return said.equals(acceptable)
                || candidate.descriptor().platform().filter(acceptable::equals).isPresent()
                        && said.os().equals(acceptable.os())
                        && said.architecture().equals(acceptable.architecture());
    }

    private void collect(Descriptor at, List<Descriptor> manifests, int depth) {
        if (!MediaTypes.isIndex(at.mediaType())) {
            manifests.add(at);
            return;
        }
        if (depth == MAX_DEPTH) {
            throw new WorkException("the index " + reference + " is nested deeper than " + MAX_DEPTH);
        }
        Manifest parsed = store.manifest(reference.repository(), at.digest()).parse();
        for (Descriptor child : ((ImageIndex) parsed).manifests()) {
            boolean attestation =
                    child.platform().filter(p -> p.os().equals("unknown")).isPresent();
            if (!attestation && (MediaTypes.isIndex(child.mediaType()) || MediaTypes.isManifest(child.mediaType()))) {
                child.platform().ifPresent(offered::add);
                collect(child, manifests, depth + 1);
            }
        }
    }

    private Candidate open(Descriptor descriptor) {
        Manifest parsed =
                store.manifest(reference.repository(), descriptor.digest()).parse();
        if (!(parsed instanceof ImageManifest manifest)) {
            throw new WorkException(reference + ": " + descriptor.digest() + " is no image manifest");
        }
        byte[] config = config(manifest.config());
        Platform platform = ImageConfig.parse(config, "config of " + reference).platform();
        BaseImage image = new BaseImage(text, store, reference.repository(), descriptor.digest(), manifest, config);
        return new Candidate(platform, descriptor, image);
    }

    private byte[] config(Descriptor config) {
        if (config.size() > MAX_CONFIG) {
            throw new WorkException("the config of " + reference + " has " + config.size() + " bytes, more than "
                    + MAX_CONFIG + " are not read");
        }
        try (InputStream in = store.openBlob(reference.repository(), config)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new WorkException("cannot read the config of " + reference + ": " + e.getMessage(), e);
        }
    }
}
