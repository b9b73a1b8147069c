package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where blobs are, as far as this run has seen, and how they get there: sent to one repository of a registry first, then
 * mounted by the others.
 */
final class BlobPlaces {
    private final ImageStore target;
    private final Lanes lanes;
    private final Map<Held, Set<Repository>> places = new ConcurrentHashMap<>();
    private final Map<Held, CompletableFuture<Boolean>> sent = new ConcurrentHashMap<>();
    private final Map<Held, CompletableFuture<Boolean>> seen = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    private record Held(String registry, Digest digest) {
        static Held of(Repository repository, Descriptor blob) {
            return new Held(repository.registry(), blob.digest());
        }
    }

    BlobPlaces(ImageStore target, Lanes lanes) {
        this.target = target;
        this.lanes = lanes;
    }

    /** Bytes of the blobs that were sent. */
    long bytesSent() {
        return bytes.get();
    }

    /** Brings a blob into a repository, in a task of its own, and then goes on. */
    void bring(Repository repository, Descriptor blob, LayerContent content, Runnable then) {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> first = sent.putIfAbsent(Held.of(repository, blob), mine);
        if (first == null) {
            lanes.move(() -> {
                push(repository, blob, content);
                mine.complete(true);
                then.run();
            });
        } else {
            Futures.then(
                    first,
                    done -> lanes.move(() -> {
                        push(repository, blob, content);
                        then.run();
                    }));
        }
    }

    /** Brings a blob into a repository and returns when it is there. */
    void push(Repository repository, Descriptor blob, LayerContent content) {
        Set<Repository> known = known(repository, blob);
        if (known.contains(repository)) {
            return;
        }
        if (target.pushBlob(repository, new Source(blob, content, known)) == BlobOutcome.UPLOADED) {
            bytes.addAndGet(blob.size());
        }
        known.add(repository);
    }

    /** Whether a repository has a blob; asks, unless this run knows. */
    boolean has(Repository repository, Descriptor blob) {
        Set<Repository> known = known(repository, blob);
        if (known.contains(repository)) {
            return true;
        }
        boolean there = target.hasBlob(repository, blob.digest());
        if (there) {
            known.add(repository);
        }
        return there;
    }

    /**
     * Whether a registry has a blob, asked for in one of its repositories only, once. Enough where a manifest that names
     * the blob is there: the registry has checked then that the repository has it, and what is left to be found out is
     * whether the registry has lost it since.
     */
    boolean isKept(Repository repository, Descriptor blob) throws InterruptedException {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> other = seen.putIfAbsent(Held.of(repository, blob), mine);
        try {
            if (other == null) {
                mine.complete(has(repository, blob));
            }
            return (other == null ? mine : other).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            // Who waits for the answer is about to be stopped for the same reason.
            mine.complete(false);
            throw e;
        }
    }

    /** What a repository turned out to lack. */
    void forget(Repository repository, Set<Digest> blobs) {
        blobs.forEach(blob -> places.getOrDefault(new Held(repository.registry(), blob), Set.of())
                .removeIf(repository::equals));
    }

    private Set<Repository> known(Repository repository, Descriptor blob) {
        return places.computeIfAbsent(Held.of(repository, blob), held -> new ConcurrentSkipListSet<>());
    }

    private record Source(Descriptor descriptor, LayerContent content, Set<Repository> places) implements BlobSource {
        @Override
        public InputStream open() throws IOException {
            return content.open();
        }

        @Override
        public List<Repository> knownIn() {
            return List.copyOf(places);
        }
    }
}
