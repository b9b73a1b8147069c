package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.DigestMismatchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Finds manifests among the blobs of a layout. */
final class LayoutManifests {
    private final LayoutDirectory directory;
    private final LayoutBlobs blobs;
    /** What content says its subject is; content never changes, so neither does this. */
    private final Map<Digest, Optional<Digest>> subjects = new ConcurrentHashMap<>();

    LayoutManifests(LayoutDirectory directory, LayoutBlobs blobs) {
        this.directory = directory;
        this.blobs = blobs;
    }

    LayoutBlobs blobs() {
        return blobs;
    }

    /** A manifest by digest, verified; empty where no such blob is, or one that is no manifest. */
    Optional<ManifestContent> find(Digest digest) throws IOException {
        OptionalLong size = blobs.size(digest);
        if (size.isEmpty() || size.getAsLong() > ManifestContent.MAX_SIZE) {
            return Optional.empty();
        }
        byte[] content = LayoutFiles.read(blobs.path(digest), ManifestContent.MAX_SIZE);
        Optional<String> mediaType = ManifestMediaType.of(content);
        if (mediaType.isEmpty()) {
            mediaType = directory.index().find(digest).map(entry -> entry.descriptor()
                    .mediaType());
        }
        return mediaType.map(type -> verified(type, content, digest));
    }

    /** The manifests with a subject that were pushed to a repository, or that another tool put in the index. */
    List<Descriptor> referrers(Repository repository, Digest subject) throws IOException {
        List<Descriptor> result = new ArrayList<>();
        for (LayoutEntry entry : directory.index().entries()) {
            Digest digest = entry.descriptor().digest();
            if (mayRefer(entry, repository, subject)
                    && subjectOf(digest).filter(subject::equals).isPresent()) {
                find(digest).map(LayoutManifests::asReferrer).ifPresent(result::add);
            }
        }
        return Descriptor.sortedByDigest(result.stream().distinct().toList());
    }

    /** What a tag resolves to: the entry without its annotations, which belong to the layout. */
    static Descriptor plain(LayoutEntry entry) {
        Descriptor descriptor = entry.descriptor();
        return Descriptor.of(descriptor.mediaType(), descriptor.digest(), descriptor.size());
    }

    private static boolean mayRefer(LayoutEntry entry, Repository repository, Digest subject) {
        if (entry.isReferrer()) {
            return entry.annotation(LayoutEntry.SUBJECT).equals(Optional.of(subject.toString()))
                    && entry.annotation(LayoutEntry.REPOSITORY)
                            .filter(repository.toString()::equals)
                            .isPresent();
        }
        return entry.fullReference()
                .map(name -> name.repository().equals(repository))
                .orElse(true);
    }

    private Optional<Digest> subjectOf(Digest digest) throws IOException {
        Optional<Digest> known = subjects.get(digest);
        if (known == null) {
            known = readSubject(digest);
            subjects.put(digest, known);
        }
        return known;
    }

    private Optional<Digest> readSubject(Digest digest) throws IOException {
        try {
            return find(digest)
                    .map(ManifestContent::parse)
                    .flatMap(Manifest::subject)
                    .map(Descriptor::digest);
        } catch (MalformedContentException e) {
            return Optional.empty();
        }
    }

    /** How the referrers API shows a manifest (distribution-spec, "Listing Referrers"). */
    static Descriptor asReferrer(ManifestContent content) {
        Manifest manifest = content.parse();
        Descriptor descriptor = content.descriptor().withAnnotations(manifest.annotations());
        return manifest.artifactType().map(descriptor::withArtifactType).orElse(descriptor);
    }

    private static ManifestContent verified(String mediaType, byte[] content, Digest digest) {
        try {
            return ManifestContent.verified(mediaType, content, digest);
        } catch (MalformedContentException e) {
            throw new DigestMismatchException("the file of blob " + digest + " is damaged: " + e.getMessage(), e);
        }
    }
}
