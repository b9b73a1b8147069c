package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A strict store in memory: each repository has its own blobs, a manifest whose parts are missing is refused, and so is a
 * tag on what is not there. It writes down what it was told, and can lose and spoil things.
 */
public final class InMemoryStore implements ImageStore {
    private static final class Content {
        private final Map<Digest, byte[]> blobs = new HashMap<>();
        private final Map<Digest, ManifestContent> manifests = new HashMap<>();
        private final Map<String, Digest> tags = new TreeMap<>();
    }

    private final Map<Repository, Content> repositories = new TreeMap<>();
    private final List<String> log = new ArrayList<>();

    /** Each change in order: {@code blob R@D}, {@code manifest R@D}, {@code tag R:T@D}. */
    public synchronized List<String> log() {
        return List.copyOf(log);
    }

    public synchronized void clearLog() {
        log.clear();
    }

    /** Loses a blob. */
    public synchronized void loseBlob(Repository repository, Digest digest) {
        of(repository).blobs.remove(digest);
    }

    /** Loses a manifest; its tags stay. */
    public synchronized void loseManifest(Repository repository, Digest digest) {
        of(repository).manifests.remove(digest);
    }

    /** Changes one bit of a blob. */
    public synchronized void spoilBlob(Repository repository, Digest digest) {
        byte[] content = of(repository).blobs.get(digest).clone();
        content[content.length / 2] ^= 1;
        of(repository).blobs.put(digest, content);
    }

    @Override
    public synchronized Optional<Descriptor> resolve(Reference reference) {
        Content content = of(reference.repository());
        Digest digest = reference
                .digest()
                .orElseGet(() -> content.tags.get(reference.tag().orElseThrow()));
        return Optional.ofNullable(digest).map(content.manifests::get).map(ManifestContent::descriptor);
    }

    @Override
    public synchronized ManifestContent manifest(Repository repository, Digest digest) {
        ManifestContent found = of(repository).manifests.get(digest);
        if (found == null) {
            throw new NotFoundException(repository.digest(digest) + " does not exist in " + this);
        }
        return found;
    }

    @Override
    public synchronized boolean hasBlob(Repository repository, Digest digest) {
        return of(repository).blobs.containsKey(digest);
    }

    @Override
    public synchronized InputStream openBlob(Repository repository, Descriptor descriptor) {
        byte[] content = of(repository).blobs.get(descriptor.digest());
        if (content == null) {
            throw new NotFoundException("blob " + descriptor.digest() + " does not exist in " + repository);
        }
        return new VerifyingInputStream(new ByteArrayInputStream(content), descriptor, toString());
    }

    @Override
    public synchronized BlobOutcome pushBlob(Repository repository, BlobSource blob) {
        Digest digest = blob.descriptor().digest();
        if (hasBlob(repository, digest)) {
            return BlobOutcome.EXISTED;
        }
        try (InputStream in = new VerifyingInputStream(blob.open(), blob.descriptor(), "the source")) {
            of(repository).blobs.put(digest, in.readAllBytes());
        } catch (IOException e) {
            throw new StoreException("blob " + digest + " cannot be read", e);
        }
        log.add("blob " + repository.digest(digest));
        return BlobOutcome.UPLOADED;
    }

    @Override
    public synchronized Descriptor pushManifest(Repository repository, ManifestContent content) {
        for (Descriptor part : content.parse().references()) {
            boolean present = content.isIndex()
                    ? of(repository).manifests.containsKey(part.digest())
                    : hasBlob(repository, part.digest()) || MediaTypes.isNonDistributable(part.mediaType());
            if (!present) {
                throw new StoreException(repository + ": " + content.digest() + " needs " + part.digest());
            }
        }
        if (of(repository).manifests.put(content.digest(), content) == null) {
            log.add("manifest " + repository.digest(content.digest()));
        }
        return content.descriptor();
    }

    @Override
    public synchronized void tag(Reference tagged, ManifestContent content) {
        Content repository = of(tagged.repository());
        if (!repository.manifests.containsKey(content.digest())) {
            throw new NotFoundException(content.digest() + " does not exist in " + tagged.repository());
        }
        repository.tags.put(tagged.tag().orElseThrow(), content.digest());
        log.add("tag " + tagged + "@" + content.digest());
    }

    @Override
    public synchronized List<String> tags(Repository repository) {
        return List.copyOf(of(repository).tags.keySet());
    }

    @Override
    public synchronized List<Descriptor> referrers(Repository repository, Digest subject) {
        return of(repository).manifests.values().stream()
                .filter(content -> content.parse()
                        .subject()
                        .filter(s -> s.digest().equals(subject))
                        .isPresent())
                .map(content -> {
                    Descriptor descriptor =
                            content.descriptor().withAnnotations(content.parse().annotations());
                    return content.parse()
                            .artifactType()
                            .map(descriptor::withArtifactType)
                            .orElse(descriptor);
                })
                .sorted((a, b) -> a.digest().compareTo(b.digest()))
                .toList();
    }

    @Override
    public synchronized void untag(Reference tagged) {
        of(tagged.repository()).tags.remove(tagged.tag().orElseThrow());
        log.add("untag " + tagged);
    }

    @Override
    public void close() {
        // nothing to end
    }

    @Override
    public String toString() {
        return "store in memory";
    }

    private Content of(Repository repository) {
        return repositories.computeIfAbsent(repository, name -> new Content());
    }
}
