package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.DigestMismatchException;
import io.jenkins.plugins.istioimages.store.LimitedInput;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends one blob (distribution-spec, "Pushing a blob monolithically" and "in chunks"). {@code POST} opens a session,
 * {@code PUT} sends it whole; or {@code PATCH} sends pieces and {@code PUT} closes. Where a piece breaks, the registry
 * is asked how much it has ({@code GET}), and the rest is sent as a piece; where it has forgotten the session, or its
 * answer makes no sense, all begins again.
 */
final class BlobUpload {
    private static final String OCTETS = "application/octet-stream";
    /**
     * Pieces for a registry behind something that refuses large requests: an eighth each time it does, down to what
     * nginx takes when nobody has told it anything (1 MiB).
     */
    private static final long MODEST_CHUNK = 50L * 1024 * 1024;

    private static final long LEAST_CHUNK = 512L * 1024;

    private final Transport transport;
    private final Endpoints endpoints;
    private final BlobReader reader;
    private final Repository repository;
    private final BlobSource blob;
    private final Descriptor descriptor;
    private final String operation;
    private final UploadMeter meter;
    private final Attempts attempts;
    private long chunkSize;
    private long smallestChunk;
    private boolean mismatched;

    private URI session;
    private long offset;
    private boolean pieces;

    BlobUpload(
            Transport transport,
            Endpoints endpoints,
            BlobReader reader,
            TransferListener listener,
            long chunkSize,
            Repository repository,
            BlobSource blob) {
        this.transport = transport;
        this.endpoints = endpoints;
        this.reader = reader;
        this.repository = repository;
        this.blob = blob;
        this.descriptor = blob.descriptor();
        this.operation =
                "pushing blob " + descriptor.digest() + " (" + Text.size(descriptor.size()) + ") to " + repository;
        this.meter = new UploadMeter(listener, repository, descriptor);
        this.attempts = transport.attempts(operation);
        this.chunkSize = chunkSize;
    }

    /**
     * Sends until the registry has it.
     *
     * @param opened a session that is open already
     */
    void run(Optional<UploadSession.Opened> opened) {
        opened.ifPresent(this::begin);
        boolean sent = false;
        try {
            while (!sent) {
                sent = step();
            }
        } finally {
            if (!sent) {
                meter.rewind(0);
                if (session != null && !Thread.currentThread().isInterrupted()) {
                    UploadSession.abandon(transport, repository, session);
                }
            }
        }
    }

    /** One request further; true at the end. */
    private boolean step() {
        if (session == null) {
            open();
        }
        Request request = next();
        try {
            Answer answer = transport.once(request);
            return request.method().equals("PATCH") ? patched(request, answer) : closed(request, answer);
        } catch (WireException e) {
            if (!e.mayPass() || !attempts.again(e.getMessage(), Optional.empty())) {
                throw e.failure(operation, attempts.suffix());
            }
            return lookAgain();
        } catch (DigestMismatchException e) {
            // The source is another store that delivered something else, perhaps only this time.
            restart(e.getMessage(), e);
            return false;
        }
    }

    private void open() {
        Request request = Request.of(operation, "POST", endpoints.uploads(repository), Access.push(repository));
        Answer answer = transport.send(request);
        if (!answer.is(202)) {
            throw transport.failure(request, answer);
        }
        begin(UploadSession.opened(transport, request, answer));
    }

    private void begin(UploadSession.Opened opened) {
        session = opened.uri();
        smallestChunk = opened.smallestChunk();
        offset = 0;
        pieces = chunkSize > 0 && descriptor.size() > chunk();
    }

    private long chunk() {
        return Math.max(chunkSize, smallestChunk);
    }

    private Request next() {
        if (pieces && offset < descriptor.size()) {
            long end = chunkSize > 0 ? Math.min(descriptor.size(), offset + chunk()) : descriptor.size();
            return Request.of(operation, "PATCH", session, Access.push(repository))
                    .withHeader("Content-Range", offset + "-" + (end - 1))
                    .withBody(OCTETS, body(offset, end));
        }
        Request put =
                Request.of(operation, "PUT", Endpoints.closing(session, descriptor.digest()), Access.push(repository));
        return pieces ? put : put.withBody(OCTETS, body(0, descriptor.size()));
    }

    private RequestBody body(long from, long to) {
        return new RequestBody(
                to - from,
                () -> {
                    meter.rewind(from);
                    return slice(from, to);
                },
                meter::sent);
    }

    private InputStream slice(long from, long to) throws IOException {
        InputStream source = blob.open();
        try {
            source.skipNBytes(from);
        } catch (IOException e) {
            source.close();
            throw e;
        }
        return to == descriptor.size() ? source : LimitedInput.of(source, to - from);
    }

    private boolean patched(Request request, Answer answer) {
        if (!answer.isSuccess()) {
            return troubled(request, answer);
        }
        long sent = endOf(request);
        long received = UploadSession.received(answer);
        if (answer.header("Location").isPresent()) {
            session = UploadSession.location(transport, request, answer);
        }
        // A registry may keep less than was sent, and says 0-0 for one byte as for none.
        long arrived = answer.header("Range").isEmpty() || sent == 1 ? sent : Math.min(received, sent);
        boolean further = arrived > offset;
        offset = Math.max(offset, arrived);
        if (further) {
            attempts.progressed();
        } else if (!attempts.again("the registry kept nothing of what was sent", Optional.empty())) {
            throw new RegistryException(operation + ": the registry keeps nothing of what is sent" + attempts.suffix());
        }
        return false;
    }

    private long endOf(Request patch) {
        return offset + patch.body().map(RequestBody::length).orElse(0L);
    }

    private boolean closed(Request request, Answer answer) {
        return answer.isSuccess() || troubled(request, answer);
    }

    /** What to do about an answer that is none of success. */
    private boolean troubled(Request request, Answer answer) {
        if (answer.mayPass()) {
            Optional<Duration> wish = transport.wish(answer);
            if (!attempts.again(Failures.brief(answer), wish)) {
                throw transport.failure(request, answer.withTries(attempts.failures()));
            }
            return lookAgain();
        }
        ErrorAnswer error = ErrorAnswer.of(answer.content());
        if (error.has("DIGEST_INVALID", "SIZE_INVALID")) {
            String why = transport.failure(request, answer).getMessage();
            restart(why, null);
        } else if (answer.is(413) && smaller() >= Math.max(LEAST_CHUNK, smallestChunk)) {
            chunkSize = smaller();
            UploadSession.abandon(transport, repository, session);
            session = null;
        } else if (answer.is(404, 416) && attempts.again(Failures.brief(answer), Optional.empty())) {
            return lookAgain();
        } else {
            throw transport.failure(request, answer.withTries(Math.max(1, attempts.failures())));
        }
        return false;
    }

    /** The next smaller size of pieces. */
    private long smaller() {
        long size = chunkSize == 0 ? MODEST_CHUNK : chunkSize / 8;
        while (size >= descriptor.size()) {
            size /= 8;
        }
        return size;
    }

    /** Begins again after the bytes were not those of the digest, once. */
    private void restart(String why, Throwable cause) {
        if (mismatched) {
            throw new DigestMismatchException(why, cause);
        }
        mismatched = true;
        session = null;
    }

    /** After a break: how much has arrived? True if all of it, and the blob is there. */
    private boolean lookAgain() {
        if (reader.exists(repository, descriptor.digest(), Access.push(repository))) {
            meter.rewind(descriptor.size());
            return true;
        }
        Request request = Request.of(operation, "GET", session, Access.push(repository));
        Answer answer = transport.send(request);
        long received = UploadSession.received(answer);
        if (!answer.isSuccess() || received > descriptor.size()) {
            session = null;
            return false;
        }
        if (answer.header("Location").isPresent()) {
            session = UploadSession.location(transport, request, answer);
        }
        if (received > offset) {
            attempts.progressed();
        }
        offset = received;
        meter.rewind(offset);
        pieces = pieces || offset > 0;
        return false;
    }
}
