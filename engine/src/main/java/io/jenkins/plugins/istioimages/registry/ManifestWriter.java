package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.DigestMismatchException;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes manifests, by digest and by tag (distribution-spec, "Pushing Manifests"), and deletes them. */
final class ManifestWriter {
    /**
     * Pauses before a manifest is tried again whose blobs are said to be missing. While another client stores the same
     * blob, docker-registry's link to it is an empty file for a moment, and the blob unknown.
     */
    private static final List<Duration> BLOBS_MAY_APPEAR = List.of(Duration.ofMillis(50), Duration.ofMillis(400));

    private final Transport transport;
    private final Endpoints endpoints;
    private final BlobKnowledge knowledge;
    private final Ticker ticker;

    ManifestWriter(Transport transport, Endpoints endpoints, BlobKnowledge knowledge, Ticker ticker) {
        this.transport = transport;
        this.endpoints = endpoints;
        this.knowledge = knowledge;
        this.ticker = ticker;
    }

    /**
     * Stores a manifest.
     *
     * @param reference a tag, or the content's digest
     * @return the subject the registry says it has noted, empty where it has not
     * @throws BlobsMissingException if the registry lacks what it refers to
     */
    Optional<String> put(Reference reference, ManifestContent content) {
        if (content.size() > ManifestReader.LARGEST) {
            throw new StoreException("pushing manifest " + reference + ": it has " + content.size()
                    + " bytes, registries take at most " + ManifestReader.LARGEST);
        }
        Request request = Request.of(
                        (reference.digest().isPresent() ? "pushing manifest " : "tagging ") + reference,
                        "PUT",
                        endpoints.manifest(reference.repository(), reference.selector()),
                        Access.push(reference.repository()))
                .withBody(content.mediaType(), RequestBody.of(content.bytes()));
        Answer answer = send(request);
        if (!answer.isSuccess()) {
            throw refused(reference.repository(), request, answer, content);
        }
        Optional<Digest> stored = ManifestReader.digestHeader(request, answer);
        if (stored.filter(d -> differs(d, content)).isPresent()) {
            throw new DigestMismatchException(request.operation() + ": " + content.digest()
                    + " was sent, the registry says it stored " + stored.get());
        }
        return answer.header("OCI-Subject");
    }

    private Answer send(Request request) {
        Answer answer = transport.send(request);
        for (Duration pause : BLOBS_MAY_APPEAR) {
            if (!saysBlobsAreMissing(answer)) {
                break;
            }
            ticker.pause(pause, request.operation());
            answer = transport.send(request);
        }
        return answer;
    }

    private static boolean saysBlobsAreMissing(Answer answer) {
        return answer.is(400, 404)
                && ErrorAnswer.of(answer.content()).has("MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN", "MANIFEST_UNKNOWN");
    }

    /** Deletes a manifest with all tags that point to it, or a tag alone. The caller judges the answer. */
    Answer delete(Repository repository, String tagOrDigest) {
        return transport.send(deletion(repository, tagOrDigest));
    }

    /** The error for a deletion that failed. */
    StoreException failure(Repository repository, String tagOrDigest, Answer answer) {
        return transport.failure(deletion(repository, tagOrDigest), answer);
    }

    private Request deletion(Repository repository, String tagOrDigest) {
        return Request.of(
                "deleting " + tagOrDigest + " from " + repository,
                "DELETE",
                endpoints.manifest(repository, tagOrDigest),
                Access.delete(repository));
    }

    private static boolean differs(Digest stored, ManifestContent content) {
        return stored.algorithm() == content.digest().algorithm() && !stored.equals(content.digest());
    }

    private StoreException refused(Repository repository, Request request, Answer answer, ManifestContent content) {
        StoreException failure = transport.failure(request, answer);
        if (!saysBlobsAreMissing(answer)) {
            return failure;
        }
        ErrorAnswer error = ErrorAnswer.of(answer.content());
        Manifest manifest = content.parse();
        Set<Digest> referred =
                manifest.references().stream().map(Descriptor::digest).collect(Collectors.toSet());
        Set<Digest> named = error.digests().stream().filter(referred::contains).collect(Collectors.toSet());
        Set<Digest> missing = named.isEmpty() ? referred : named;
        knowledge.doubt(repository, missing);
        return new BlobsMissingException(failure.getMessage(), answer.status(), error.codes(), missing);
    }
}
