package io.jenkins.plugins.istioimages.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The list of what is attached to a manifest, in an index under a tag made of its digest: for registries that keep no
 * list themselves, every client keeps it up (distribution-spec, "Referrers Tag Schema").
 *
 * <p>No registry compares before it sets, so two writers may undo each other's work. After each write, therefore, and
 * after as much time as another writer needs between reading and writing, the index is read again, and written again
 * where it is not as it should be.
 */
final class ReferrersTag {
    /** How often the index is written when someone else writes it at the same time. */
    private static final int WRITES = 10;

    private static final Duration LEAST_PAUSE = Duration.ofMillis(20);

    private final ManifestReader reader;
    private final ManifestWriter writer;
    private final Ticker ticker;
    private final Turns<Reference> turns = new Turns<>();

    ReferrersTag(ManifestReader reader, ManifestWriter writer, Ticker ticker) {
        this.reader = reader;
        this.writer = writer;
        this.ticker = ticker;
    }

    /** What the index lists; nothing where there is none. */
    List<Descriptor> list(Repository repository, Digest subject) {
        Reference tag = name(repository, subject);
        return reader.find(tag).map(index -> parsed(tag, index).manifests()).orElse(List.of());
    }

    /** Enters a manifest that was just pushed. */
    void enter(Repository repository, Digest subject, Descriptor entry) {
        Reference tag = name(repository, subject);
        String operation = "attaching " + entry.digest() + " to " + repository.digest(subject);
        turns.in(tag, operation, () -> {
            settle(operation, tag, index -> lists(tag, index, entry.digest()), index -> with(tag, index, entry));
            return true;
        });
    }

    /** Takes out a manifest that was just deleted. */
    void remove(Repository repository, Digest subject, Digest entry) {
        Reference tag = name(repository, subject);
        String operation = "detaching " + entry + " from " + repository.digest(subject);
        turns.in(tag, operation, () -> {
            settle(operation, tag, index -> !lists(tag, index, entry), index -> without(tag, index, entry));
            return true;
        });
    }

    /** The tag of the index, {@code sha256-<hex>}; longer digests are cut. */
    static Reference name(Repository repository, Digest subject) {
        String hex = subject.hex();
        return repository.tag(subject.algorithm().id() + "-" + hex.substring(0, Math.min(64, hex.length())));
    }

    private void settle(
            String operation,
            Reference tag,
            Predicate<Optional<ManifestContent>> isRight,
            Function<Optional<ManifestContent>, ManifestContent> change) {
        for (int i = 0; i <= WRITES; i++) {
            long begin = ticker.nanos();
            Optional<ManifestContent> index = reader.find(tag);
            if (isRight.test(index)) {
                return;
            }
            writer.put(tag, change.apply(index));
            ticker.pause(settling(ticker.nanos() - begin), operation);
        }
        throw new StoreException(operation + ": others write " + tag + " all the time; try again when they are done");
    }

    private static Duration settling(long roundTrip) {
        return Duration.ofNanos(Math.max(LEAST_PAUSE.toNanos(), 3 * roundTrip));
    }

    private static ImageIndex parsed(Reference tag, ManifestContent content) {
        if (content.parse() instanceof ImageIndex index) {
            return index;
        }
        throw new StoreException(tag + " should be an index of what is attached, and is an image");
    }

    private static boolean lists(Reference tag, Optional<ManifestContent> index, Digest entry) {
        return index.stream()
                .flatMap(known -> parsed(tag, known).manifests().stream())
                .anyMatch(child -> child.digest().equals(entry));
    }

    /** Other clients' entries stay as they are, with fields that this program does not know. */
    private static ManifestContent with(Reference tag, Optional<ManifestContent> index, Descriptor entry) {
        ManifestContent alone =
                ImageIndex.of(MediaTypes.OCI_INDEX, List.of(entry)).content();
        if (index.isEmpty()) {
            return alone;
        }
        ObjectNode json = Json.readObject(index.get().bytes(), tag.toString());
        ObjectNode mine = Json.readObject(alone.bytes(), "the new entry");
        ((ArrayNode) json.get("manifests")).add(mine.get("manifests").get(0));
        return ManifestContent.of(index.get().mediaType(), Json.canonical(json));
    }

    private static ManifestContent without(Reference tag, Optional<ManifestContent> index, Digest entry) {
        ManifestContent known = index.orElseThrow();
        ObjectNode json = Json.readObject(known.bytes(), tag.toString());
        ArrayNode kept = Json.array();
        json.get("manifests").forEach(child -> {
            if (!child.path("digest").asText("").equals(entry.toString())) {
                kept.add(child);
            }
        });
        json.set("manifests", kept);
        return ManifestContent.of(known.mediaType(), Json.canonical(json));
    }
}
