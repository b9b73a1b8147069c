package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is attached to a manifest (distribution-spec, "Listing Referrers"). Registries that do not keep the list have it
 * under a tag: {@link ReferrersTag}.
 */
final class Referrers {
    private static final int MOST = 100_000;

    private final Transport transport;
    private final Endpoints endpoints;
    private final Pages pages;
    private final ReferrersTag tag;
    private final Set<Origin> withoutList = ConcurrentHashMap.newKeySet();

    Referrers(Transport transport, Endpoints endpoints, Pages pages, ReferrersTag tag) {
        this.transport = transport;
        this.endpoints = endpoints;
        this.pages = pages;
        this.tag = tag;
    }

    List<Descriptor> list(Repository repository, Digest subject) {
        List<Descriptor> found = fromRegistry(repository, subject).orElseGet(() -> tag.list(repository, subject));
        return Descriptor.sortedByDigest(found);
    }

    /**
     * Enters a manifest that was just pushed into its subject's list, for a registry that has not done so itself.
     *
     * @param content has a subject
     */
    void attach(Repository repository, ManifestContent content, Manifest manifest) {
        tag.enter(repository, manifest.subject().orElseThrow().digest(), entry(content, manifest));
    }

    /** Takes a manifest that was just deleted out of its subject's list, where the registry does not do so itself. */
    void detach(Repository repository, Digest subject, Digest deleted) {
        if (fromRegistry(repository, subject).isEmpty()) {
            tag.remove(repository, subject, deleted);
        }
    }

    /** The registry's own list, empty where it keeps none. */
    private Optional<List<Descriptor>> fromRegistry(Repository repository, Digest subject) {
        Origin origin = endpoints.origin(repository);
        if (withoutList.contains(origin)) {
            return Optional.empty();
        }
        String operation = "listing what is attached to " + repository.digest(subject);
        URI first = endpoints.referrers(repository, subject);
        Map<Digest, Descriptor> found = new LinkedHashMap<>();
        Optional<Answer> failed = pages.read(operation, repository, first, page -> collect(operation, page, found));
        if (failed.isEmpty()) {
            return Optional.of(List.copyOf(found.values()));
        }
        if (!failed.get().is(404, 405)) {
            throw transport.failure(Request.of(operation, "GET", first, Access.pull(repository)), failed.get());
        }
        // One that does not know this repository or subject may well keep lists of others.
        if (!ErrorAnswer.of(failed.get().content()).has("NAME_UNKNOWN", "MANIFEST_UNKNOWN")) {
            withoutList.add(origin);
        }
        return Optional.empty();
    }

    private static boolean collect(String operation, Answer page, Map<Digest, Descriptor> found) {
        int before = found.size();
        for (Descriptor child : children(operation, page.content())) {
            found.putIfAbsent(child.digest(), child);
        }
        if (found.size() > MOST) {
            throw new RegistryException(operation + ": more than " + MOST + " manifests");
        }
        return found.size() > before;
    }

    private static List<Descriptor> children(String operation, byte[] content) {
        try {
            if (ManifestContent.of(MediaTypes.OCI_INDEX, content).parse() instanceof ImageIndex index) {
                return index.manifests();
            }
            throw new RegistryException(operation + ": the answer is no index");
        } catch (MalformedContentException e) {
            throw new RegistryException(operation + ": " + e.getMessage(), e);
        }
    }

    private static Descriptor entry(ManifestContent content, Manifest manifest) {
        Descriptor plain = content.descriptor().withAnnotations(Map.copyOf(manifest.annotations()));
        return manifest.artifactType().map(plain::withArtifactType).orElse(plain);
    }
}
