package io.jenkins.plugins.istioimages.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is attached to a manifest (distribution-spec, "Listing Referrers"). Registries that do not keep the list have it
 * in an index under a tag made of the subject's digest, which every client that attaches something must keep up
 * ("Pushing Manifests with Subject", "Referrers Tag Schema").
 */
final class Referrers {
    /** How often the index is written when someone else writes it at the same time. */
    private static final int WRITES = 5;

    private final Transport transport;
    private final Endpoints endpoints;
    private final Pages pages;
    private final ManifestReader reader;
    private final ManifestWriter writer;
    private final Turns<Reference> turns = new Turns<>();
    private final Set<Origin> withoutList = ConcurrentHashMap.newKeySet();

    Referrers(Transport transport, Endpoints endpoints, Pages pages, ManifestReader reader, ManifestWriter writer) {
        this.transport = transport;
        this.endpoints = endpoints;
        this.pages = pages;
        this.reader = reader;
        this.writer = writer;
    }

    List<Descriptor> list(Repository repository, Digest subject) {
        if (withoutList.contains(endpoints.origin(repository))) {
            return fromTag(repository, subject);
        }
        String operation = "listing what is attached to " + repository.digest(subject);
        URI first = endpoints.referrers(repository, subject);
        List<Descriptor> found = new ArrayList<>();
        Optional<Answer> failed =
                pages.read(operation, repository, first, page -> found.addAll(children(operation, page.content())));
        if (failed.isEmpty()) {
            return Descriptor.sortedByDigest(found);
        }
        if (failed.get().is(404, 405)) {
            withoutList.add(endpoints.origin(repository));
            return fromTag(repository, subject);
        }
        throw transport.failure(Request.of(operation, "GET", first, Access.pull(repository)), failed.get());
    }

    /**
     * Enters a manifest that was just pushed into its subject's index, for a registry that has not done so itself.
     *
     * @param content has a subject
     */
    void attach(Repository repository, ManifestContent content, Manifest manifest) {
        Digest subject = manifest.subject().orElseThrow().digest();
        Reference tag = tag(repository, subject);
        Descriptor entry = entry(content, manifest);
        String operation = "attaching " + entry.digest() + " to " + repository.digest(subject);
        boolean entered = turns.in(tag, operation, () -> enter(tag, entry));
        if (!entered) {
            throw new StoreException(operation + ": others write " + tag + " all the time");
        }
    }

    private boolean enter(Reference tag, Descriptor entry) {
        for (int i = 0; i <= WRITES; i++) {
            Optional<ManifestContent> index = reader.find(tag);
            if (index.filter(known -> lists(tag, known, entry)).isPresent()) {
                return true;
            }
            // No registry compares before it sets: the next round looks whether it was overwritten in between.
            writer.put(tag, with(tag, index, entry));
        }
        return false;
    }

    /** The tag of the index, {@code sha256-<hex>}; longer digests are cut. */
    static Reference tag(Repository repository, Digest subject) {
        String hex = subject.hex();
        return repository.tag(subject.algorithm().id() + "-" + hex.substring(0, Math.min(64, hex.length())));
    }

    private List<Descriptor> fromTag(Repository repository, Digest subject) {
        Reference tag = tag(repository, subject);
        return reader.find(tag)
                .map(index -> Descriptor.sortedByDigest(parsed(tag, index).manifests()))
                .orElse(List.of());
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

    private static ImageIndex parsed(Reference tag, ManifestContent content) {
        if (content.parse() instanceof ImageIndex index) {
            return index;
        }
        throw new StoreException(tag + " should be an index of what is attached, and is an image");
    }

    private static boolean lists(Reference tag, ManifestContent index, Descriptor entry) {
        return parsed(tag, index).manifests().stream()
                .anyMatch(child -> child.digest().equals(entry.digest()));
    }

    private static ManifestContent with(Reference tag, Optional<ManifestContent> index, Descriptor entry) {
        List<Descriptor> one = List.of(entry);
        if (index.isEmpty()) {
            return ImageIndex.of(MediaTypes.OCI_INDEX, one).content();
        }
        // Other clients' entries stay as they are, with fields that this program does not know.
        ObjectNode json = Json.readObject(index.get().bytes(), tag.toString());
        ObjectNode mine = Json.readObject(
                ImageIndex.of(MediaTypes.OCI_INDEX, one).content().bytes(), "the new entry");
        ((ArrayNode) json.get("manifests")).add(mine.get("manifests").get(0));
        return ManifestContent.of(index.get().mediaType(), Json.canonical(json));
    }

    private static Descriptor entry(ManifestContent content, Manifest manifest) {
        Descriptor plain = content.descriptor().withAnnotations(Map.copyOf(manifest.annotations()));
        return manifest.artifactType().map(plain::withArtifactType).orElse(plain);
    }
}
