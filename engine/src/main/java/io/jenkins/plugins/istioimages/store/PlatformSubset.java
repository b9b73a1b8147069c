package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.IndexEditor;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reduces an index to some platforms. */
final class PlatformSubset {
    /** BuildKit's link from an attestation to the image it is about, both children of one index. */
    private static final String ATTESTED = "vnd.docker.reference.digest";

    private final ImageStore store;
    private final Repository repository;
    private final List<Platform> wanted;

    PlatformSubset(ImageStore store, Repository repository, List<Platform> wanted) {
        this.store = store;
        this.repository = repository;
        this.wanted = wanted;
    }

    /**
     * The index of the wanted platforms; the same content where they are all it has.
     *
     * @throws InputException if one of them is not there, or the content is an image of another platform
     */
    ManifestContent of(ManifestContent content) {
        if (wanted.isEmpty()) {
            return content;
        }
        Manifest manifest = content.parse();
        if (manifest instanceof ImageIndex index) {
            Set<Descriptor> kept = kept(index);
            return IndexEditor.keep(content, kept::contains);
        }
        Set<Platform> found = platforms(content.descriptor(), 0);
        checkAllFound(found);
        return content;
    }

    private Set<Descriptor> kept(ImageIndex index) {
        Set<Descriptor> kept = new HashSet<>();
        Set<Platform> all = new TreeSet<>();
        List<Descriptor> attestations = new ArrayList<>();
        for (Descriptor child : index.manifests()) {
            if (child.annotations().containsKey(ATTESTED)) {
                attestations.add(child);
                continue;
            }
            Set<Platform> platforms = platforms(child, 0);
            all.addAll(platforms);
            if (isKept(child, platforms)) {
                kept.add(child);
            }
        }
        checkAllFound(all);
        Set<String> digests =
                kept.stream().map(child -> child.digest().toString()).collect(Collectors.toSet());
        attestations.stream()
                .filter(child -> digests.contains(child.annotations().get(ATTESTED)))
                .forEach(kept::add);
        return kept;
    }

    private boolean isKept(Descriptor child, Set<Platform> platforms) {
        long fitting = platforms.stream().filter(this::isWanted).count();
        if (fitting > 0 && fitting < platforms.size()) {
            throw new StoreException(
                    "the index " + child.digest() + " inside the index has wanted platforms and others: " + platforms
                            + "; copy it by its own digest");
        }
        return fitting > 0;
    }

    /** What the descriptor says; else what the image's config says, or the images of a nested index. */
    private Set<Platform> platforms(Descriptor descriptor, int depth) {
        if (descriptor.platform().isPresent()) {
            return Set.of(descriptor.platform().get());
        }
        if (depth > CopyPlan.MAX_DEPTH) {
            throw new StoreException("indexes are nested more than " + CopyPlan.MAX_DEPTH + " deep");
        }
        Manifest manifest = store.manifest(repository, descriptor.digest()).parse();
        if (manifest instanceof ImageIndex index) {
            return index.manifests().stream()
                    .flatMap(child -> platforms(child, depth + 1).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return platform((ImageManifest) manifest).map(Set::of).orElse(Set.of());
    }

    private Optional<Platform> platform(ImageManifest manifest) {
        if (!manifest.config().mediaType().contains("image")
                || manifest.config().size() > ManifestContent.MAX_SIZE) {
            return Optional.empty();
        }
        try (InputStream in = store.openBlob(repository, manifest.config())) {
            return Optional.of(ImageConfig.parse(
                            in.readAllBytes(),
                            "image config " + manifest.config().digest())
                    .platform());
        } catch (IOException e) {
            throw new StoreException(
                    store + ": cannot read the image config "
                            + manifest.config().digest(),
                    e);
        }
    }

    private void checkAllFound(Set<Platform> found) {
        for (Platform platform : wanted) {
            if (found.stream().noneMatch(other -> fits(platform, other))) {
                throw new InputException("the image has no platform " + platform + ", only "
                        + found.stream().map(Platform::toString).collect(Collectors.joining(", ")));
            }
        }
    }

    private boolean isWanted(Platform platform) {
        return wanted.stream().anyMatch(one -> fits(one, platform));
    }

    /** Without a variant any variant is meant. */
    private static boolean fits(Platform wanted, Platform actual) {
        return wanted.equals(actual)
                || wanted.variant().isEmpty()
                        && wanted.os().equals(actual.os())
                        && wanted.architecture().equals(actual.architecture());
    }
}
