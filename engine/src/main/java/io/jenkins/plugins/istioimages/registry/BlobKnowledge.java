package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What this client has learnt about which repository has which blob, so that no question is asked twice. */
final class BlobKnowledge {
    private final Map<Place, Set<Repository>> holders = new ConcurrentHashMap<>();
    private final Map<Place, Set<Repository>> senders = new ConcurrentHashMap<>();
    private final Set<Held> doubted = ConcurrentHashMap.newKeySet();

    private record Place(String registry, Digest digest) {}

    private record Held(Repository repository, Digest digest) {}

    boolean isKnown(Repository repository, Digest digest) {
        return holders.getOrDefault(place(repository, digest), Set.of()).contains(repository);
    }

    /** The repository has the blob. */
    void found(Repository repository, Digest digest) {
        holders.computeIfAbsent(place(repository, digest), p -> ConcurrentHashMap.newKeySet())
                .add(repository);
    }

    /** The blob was sent to the repository by this client: others on the registry most likely lack it too. */
    void sent(Repository repository, Digest digest) {
        found(repository, digest);
        doubted.remove(new Held(repository, digest));
        senders.computeIfAbsent(place(repository, digest), p -> ConcurrentHashMap.newKeySet())
                .add(repository);
    }

    /** The registry said that it has blobs, and then that it has not: it is not believed again. */
    void doubt(Repository repository, Collection<Digest> digests) {
        for (Digest digest : digests) {
            forget(repository, digest);
            doubted.add(new Held(repository, digest));
        }
    }

    /** The blob is no longer there. */
    void forget(Repository repository, Digest digest) {
        holders.getOrDefault(place(repository, digest), ConcurrentHashMap.newKeySet())
                .remove(repository);
        senders.getOrDefault(place(repository, digest), ConcurrentHashMap.newKeySet())
                .remove(repository);
    }

    boolean isDoubted(Repository repository, Digest digest) {
        return doubted.contains(new Held(repository, digest));
    }

    /** Whether the blob was sent to any repository of this registry. */
    boolean wasSentNear(Repository repository, Digest digest) {
        return !senders.getOrDefault(place(repository, digest), Set.of()).isEmpty();
    }

    /** Other repositories of the same registry that have the blob, sorted; those it was sent to come first. */
    List<Repository> holdersNear(Repository repository, Digest digest) {
        Set<Repository> sent = senders.getOrDefault(place(repository, digest), Set.of());
        return holders.getOrDefault(place(repository, digest), Set.of()).stream()
                .filter(other -> !other.equals(repository))
                .sorted((a, b) -> sent.contains(a) != sent.contains(b) ? (sent.contains(a) ? -1 : 1) : a.compareTo(b))
                .toList();
    }

    private static Place place(Repository repository, Digest digest) {
        return new Place(repository.registry(), digest);
    }
}
