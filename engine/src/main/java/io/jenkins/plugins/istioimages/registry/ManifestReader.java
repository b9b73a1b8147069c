package io.jenkins.plugins.istioimages.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.DigestMismatchException;
import java.util.Locale;
import java.util.Optional;

/** Reads manifests and indexes (distribution-spec, "Pulling manifests"). */
final class ManifestReader {
    /** Largest that is read; the specification asks registries for as much. */
    static final int LARGEST = 4 * 1024 * 1024;

    private static final String ACCEPT = String.join(
            ", ", MediaTypes.OCI_INDEX, MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_INDEX, MediaTypes.DOCKER_MANIFEST);

    private final Transport transport;
    private final Endpoints endpoints;

    ManifestReader(Transport transport, Endpoints endpoints) {
        this.transport = transport;
        this.endpoints = endpoints;
    }

    /** What a reference names, by HEAD; by GET where the registry's answer to HEAD does not say enough. */
    Optional<Descriptor> resolve(Reference reference) {
        Request request = request("resolving " + reference, "HEAD", reference);
        Answer answer = transport.send(request);
        if (answer.is(404)) {
            return Optional.empty();
        }
        if (answer.isSuccess()) {
            Optional<Digest> digest = digestHeader(request, answer);
            reference.digest().ifPresent(asked -> check(request, asked, digest));
            Optional<Digest> known = reference.digest().or(() -> digest);
            String mediaType = mediaType(answer);
            if (known.isPresent() && answer.contentLength() >= 0 && isManifest(mediaType)) {
                return Optional.of(Descriptor.of(mediaType, known.get(), answer.contentLength()));
            }
        } else if (!answer.is(400, 405, 501)) {
            throw transport.failure(request, answer);
        }
        return find(reference).map(ManifestContent::descriptor);
    }

    /** What a reference names, verified; empty where there is none. */
    Optional<ManifestContent> find(Reference reference) {
        try {
            return fetch(reference);
        } catch (MismatchException first) {
            // Once may be an accident on the way.
            return fetch(reference);
        }
    }

    private Optional<ManifestContent> fetch(Reference reference) {
        Request request =
                request("pulling manifest " + reference, "GET", reference).withAnswerCap(LARGEST);
        Answer answer = transport.send(request);
        if (answer.is(404)) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw transport.failure(request, answer);
        }
        Optional<Digest> expected = reference.digest().or(() -> digestHeader(request, answer));
        return Optional.of(content(request, answer, expected));
    }

    private static ManifestContent content(Request request, Answer answer, Optional<Digest> expected) {
        Digest digest = expected.orElseGet(() -> Digest.sha256(answer.content()));
        Digest actual = Digest.of(digest.algorithm(), answer.content());
        if (!actual.equals(digest)) {
            throw new MismatchException(
                    request.operation() + ": expected " + digest + ", got bytes whose digest is " + actual);
        }
        String mediaType = mediaType(answer);
        return ManifestContent.verified(
                isManifest(mediaType) ? mediaType : inferred(request, answer, mediaType), answer.content(), digest);
    }

    /** For a registry that does not say the type, or one that says nothing: what the content itself says. */
    private static String inferred(Request request, Answer answer, String delivered) {
        try {
            ObjectNode json = Json.readObject(answer.content(), "the answer");
            String said = json.path("mediaType").asText("");
            if (isManifest(said)) {
                return said;
            }
            if (said.isEmpty() && json.path("schemaVersion").asInt() == 2) {
                return json.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
            }
        } catch (MalformedContentException e) {
            throw new RegistryException(request.operation() + ": " + e.getMessage(), e);
        }
        throw new RegistryException(
                request.operation() + ": expected an image manifest or index, got '" + Text.line(delivered, 100) + "'");
    }

    /** The digest a registry gives, empty where it gives none or one that is not right. */
    static Optional<Digest> digestHeader(Request request, Answer answer) {
        try {
            return answer.header("Docker-Content-Digest").map(String::strip).map(Digest::parse);
        } catch (InputException e) {
            throw new RegistryException(request.operation() + ": the registry's Docker-Content-Digest is wrong: "
                    + Text.line(e.getMessage(), 200));
        }
    }

    private static void check(Request request, Digest asked, Optional<Digest> got) {
        got.filter(digest -> digest.algorithm() == asked.algorithm() && !digest.equals(asked))
                .ifPresent(digest -> {
                    throw new DigestMismatchException(
                            request.operation() + ": the registry answers for " + digest + " instead");
                });
    }

    private Request request(String operation, String method, Reference reference) {
        return Request.of(
                        operation,
                        method,
                        endpoints.manifest(reference.repository(), reference.selector()),
                        Access.pull(reference.repository()))
                .withHeader("Accept", ACCEPT);
    }

    private static String mediaType(Answer answer) {
        String header = answer.header("Content-Type").orElse("");
        int semicolon = header.indexOf(';');
        return (semicolon < 0 ? header : header.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isManifest(String mediaType) {
        return MediaTypes.isIndex(mediaType) || MediaTypes.isManifest(mediaType);
    }

    /** Bytes that may be right the next time. */
    private static final class MismatchException extends DigestMismatchException {
        private static final long serialVersionUID = 1L;

        MismatchException(String message) {
            super(message);
        }
    }
}
