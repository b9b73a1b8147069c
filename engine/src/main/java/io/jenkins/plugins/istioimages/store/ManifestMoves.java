package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes manifests, children before what names them, and then tags; all that is not there already. */
final class ManifestMoves {
    private final ImageStore target;
    private final BlobMoves blobs;
    private final Workers workers;

    /** @param blobs sends again what the target turns out to lack */
    ManifestMoves(ImageStore target, BlobMoves blobs, Workers workers) {
        this.target = target;
        this.blobs = blobs;
        this.workers = workers;
    }

    /** What to write under a name. */
    private record Writing(ManifestContent content, Runnable action) {}

    /** @return the manifests that were not there, by the digest they have in their repository */
    Set<Reference> push(List<PlannedCopy> copies) {
        Set<Reference> pushed = new HashSet<>();
        levels(copies).forEach(level -> pushed.addAll(write(level)));
        return pushed;
    }

    /** @return the tags that were missing or named something else */
    Set<Reference> tag(Map<Reference, ManifestContent> tags) {
        Map<Reference, Writing> writings = new LinkedHashMap<>();
        tags.forEach((tag, content) -> writings.put(tag, new Writing(content, () -> target.tag(tag, content))));
        return write(writings);
    }

    /** Looks, writes what is not there, and looks again. */
    private Set<Reference> write(Map<Reference, Writing> writings) {
        Set<Reference> written = ConcurrentHashMap.newKeySet();
        workers.forEach(writings.entrySet(), entry -> {
            Reference place = entry.getKey();
            Writing writing = entry.getValue();
            if (!isThere(place, writing.content())) {
                writing.action().run();
                written.add(place);
                verify(place, writing.content());
            }
        });
        return written;
    }

    /** Where the target lacks what it said before that it has, each of it is sent once more. */
    private void push(PlannedCopy copy, ManifestContent content) {
        Set<Digest> again = new HashSet<>();
        while (true) {
            try {
                target.pushManifest(copy.to(), content);
                return;
            } catch (StoreException e) {
                List<Descriptor> lacking = e instanceof MissingContent named
                        ? copy.blobs().stream()
                                .filter(blob -> named.missing().contains(blob.digest()))
                                .filter(blob -> again.add(blob.digest()))
                                .toList()
                        : List.of();
                if (lacking.isEmpty()) {
                    throw e;
                }
                lacking.forEach(blob -> blobs.again(copy, blob));
            }
        }
    }

    /** One that is attached to another is of use only where it is found from there. */
    private boolean isThere(Reference reference, ManifestContent content) {
        return resolves(reference, content)
                && content.parse()
                        .subject()
                        .filter(subject -> target.referrers(reference.repository(), subject.digest()).stream()
                                .noneMatch(listed -> listed.digest().equals(content.digest())))
                        .isEmpty();
    }

    private boolean resolves(Reference reference, ManifestContent content) {
        return target.resolve(reference)
                .filter(found -> found.digest().equals(content.digest()))
                .isPresent();
    }

    private void verify(Reference reference, ManifestContent content) {
        if (!isThere(reference, content)) {
            throw new StoreException(target + " took " + content.digest() + " as " + reference
                    + " and does not give it back: "
                    + target.resolve(reference).map(Descriptor::digest));
        }
    }

    private List<Map<Reference, Writing>> levels(List<PlannedCopy> copies) {
        List<Map<Reference, Writing>> levels = new ArrayList<>();
        for (PlannedCopy copy : copies) {
            int number = 0;
            for (List<ManifestContent> level : copy.plan().byLevel()) {
                if (levels.size() == number) {
                    levels.add(new LinkedHashMap<>());
                }
                Map<Reference, Writing> all = levels.get(number++);
                level.forEach(content -> all.putIfAbsent(
                        copy.to().digest(content.digest()), new Writing(content, () -> push(copy, content))));
            }
        }
        return levels;
    }
}
