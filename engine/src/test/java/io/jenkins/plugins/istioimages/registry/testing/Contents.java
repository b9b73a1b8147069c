package io.jenkins.plugins.istioimages.registry.testing;

import io.jenkins.plugins.istioimages.oci.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What a {@link FakeRegistry} holds, and its habits. */
public final class Contents {
    /** Whether it lists referrers itself. */
    public volatile boolean listsReferrers = true;
    /** Whether it mounts blobs from other repositories. */
    public volatile boolean mounts = true;
    /** Whether it deletes tags. */
    public volatile boolean deletesTags = true;
    /** Whether it checks that what a manifest refers to is there. */
    public volatile boolean checksReferences = true;
    /** Entries on one page of a list. */
    public volatile int pageSize = Integer.MAX_VALUE;
    /** Smallest piece it takes, but for the last; 0 for any. */
    public volatile int smallestChunk;

    private final Map<String, Repo> repositories = new ConcurrentSkipListMap<>();

    /** A manifest as it was pushed. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Stored(String mediaType, byte[] bytes) {}

    /** One repository. */
    public record Repo(Map<Digest, byte[]> blobs, Map<Digest, Stored> manifests, SortedMap<String, Digest> tags) {
        Repo() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentSkipListMap<>());
        }

        Optional<Stored> find(String tagOrDigest) {
            Digest digest = tagOrDigest.indexOf(':') >= 0 ? Digest.parse(tagOrDigest) : tags.get(tagOrDigest);
            return digest == null ? Optional.empty() : Optional.ofNullable(manifests.get(digest));
        }
    }

    /** The repository, made where it is not there yet. */
    public Repo repository(String path) {
        return repositories.computeIfAbsent(path, p -> new Repo());
    }

    Optional<Repo> known(String path) {
        return Optional.ofNullable(repositories.get(path));
    }

    /** All that is held, as text to compare: digests of blobs and manifests, and tags, by repository. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        repositories.forEach((path, repo) -> {
            repo.blobs.keySet().stream().sorted().forEach(d -> text.append(path + " blob " + d + "\n"));
            repo.manifests.keySet().stream().sorted().forEach(d -> text.append(path + " manifest " + d + "\n"));
            new TreeMap<>(repo.tags).forEach((tag, d) -> text.append(path + " tag " + tag + " " + d + "\n"));
        });
        return text.toString();
    }
}
