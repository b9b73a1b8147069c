package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings blobs into repositories with as few bytes as possible (distribution-spec, "Pushing Blobs"):
 *
 * <ol>
 *   <li>nothing, where this client knows that the blob is there, or HEAD says so;
 *   <li>a mount from a repository of the same registry that has it: one this client has just sent it to, or one the
 *       source names; where the registry refuses, the next step follows;
 *   <li>an upload. The same blob is sent to a registry by one thread at a time: who waits for it mounts it afterwards.
 * </ol>
 */
final class BlobPusher {
    private static final int MOUNT_TRIES = 2;

    private final Transport transport;
    private final Endpoints endpoints;
    private final BlobReader reader;
    private final BlobKnowledge knowledge;
    private final TransferListener listener;
    private final long chunkSize;
    private final Turns<Sent> sending = new Turns<>();
    private final Turns<Wanted> wanting = new Turns<>();

    private record Sent(String registry, Digest digest) {}

    private record Wanted(Repository repository, Digest digest) {}

    /** What asking for a mount led to: the blob is there, or an upload is open, or neither. */
    private record Mount(boolean done, Optional<UploadSession.Opened> session) {}

    BlobPusher(
            Transport transport,
            Endpoints endpoints,
            BlobReader reader,
            BlobKnowledge knowledge,
            TransferListener listener,
            long chunkSize) {
        this.transport = transport;
        this.endpoints = endpoints;
        this.reader = reader;
        this.knowledge = knowledge;
        this.listener = listener;
        this.chunkSize = chunkSize;
    }

    BlobOutcome push(Repository repository, BlobSource blob) {
        Descriptor descriptor = blob.descriptor();
        Digest digest = descriptor.digest();
        if (knowledge.isKnown(repository, digest)) {
            return BlobOutcome.EXISTED;
        }
        return wanting.in(new Wanted(repository, digest), name(repository, digest), () -> pushAlone(repository, blob));
    }

    private BlobOutcome pushAlone(Repository repository, BlobSource blob) {
        Descriptor descriptor = blob.descriptor();
        if (knowledge.isKnown(repository, descriptor.digest())) {
            return BlobOutcome.EXISTED;
        }
        listener.blobStarted(repository, descriptor);
        BlobOutcome outcome = bring(repository, blob);
        knowledge.found(repository, descriptor.digest());
        listener.blobFinished(repository, descriptor, outcome);
        return outcome;
    }

    private BlobOutcome bring(Repository repository, BlobSource blob) {
        Digest digest = blob.descriptor().digest();
        boolean doubted = knowledge.isDoubted(repository, digest);
        // What this client has just sent to a neighbour is most likely missing here: the mount answers that as well.
        boolean ask = !doubted && !knowledge.wasSentNear(repository, digest);
        if (ask && reader.exists(repository, digest, Access.push(repository))) {
            return BlobOutcome.EXISTED;
        }
        List<Repository> candidates = candidates(repository, blob);
        Mount early = mount(repository, digest, candidates);
        if (early.done()) {
            return BlobOutcome.MOUNTED;
        }
        return sending.in(
                new Sent(repository.registry(), digest),
                name(repository, digest),
                () -> send(repository, blob, early.session(), candidates));
    }

    /** @param tried repositories that it could not be mounted from */
    private BlobOutcome send(
            Repository repository, BlobSource blob, Optional<UploadSession.Opened> opened, List<Repository> tried) {
        Digest digest = blob.descriptor().digest();
        List<Repository> others = knowledge.holdersNear(repository, digest).stream()
                .filter(other -> !tried.contains(other))
                .toList();
        Mount late = opened.isPresent() ? new Mount(false, opened) : mount(repository, digest, others);
        if (late.done()) {
            return BlobOutcome.MOUNTED;
        }
        new BlobUpload(transport, endpoints, reader, listener, chunkSize, repository, blob).run(late.session());
        knowledge.sent(repository, digest);
        return BlobOutcome.UPLOADED;
    }

    private List<Repository> candidates(Repository repository, BlobSource blob) {
        Stream<Repository> named = blob.knownIn().stream()
                .filter(r -> r.registry().equals(repository.registry()) && !r.equals(repository));
        return Stream.concat(knowledge.holdersNear(repository, blob.descriptor().digest()).stream(), named)
                .distinct()
                .toList();
    }

    private Mount mount(Repository repository, Digest digest, List<Repository> candidates) {
        Optional<UploadSession.Opened> session = Optional.empty();
        for (Repository from : candidates.subList(0, Math.min(MOUNT_TRIES, candidates.size()))) {
            session.ifPresent(open -> UploadSession.abandon(transport, repository, open.uri()));
            Mount tried = mountFrom(repository, digest, from);
            if (tried.done()) {
                return tried;
            }
            session = tried.session();
        }
        return new Mount(false, session);
    }

    private Mount mountFrom(Repository repository, Digest digest, Repository from) {
        Request request = Request.of(
                "mounting blob " + digest + " from " + from + " into " + repository,
                "POST",
                endpoints.mount(repository, digest, from),
                Access.mount(repository, from));
        try {
            Answer answer = transport.send(request);
            if (answer.is(201)) {
                return new Mount(true, Optional.empty());
            }
            // 202: the registry would rather have it sent, and has begun to listen. Anything else: as if not asked.
            return new Mount(
                    false,
                    answer.is(202) ? Optional.of(UploadSession.opened(transport, request, answer)) : Optional.empty());
        } catch (AccessDeniedException e) {
            return new Mount(false, Optional.empty());
        }
    }

    /** Deletes a blob, and forgets what was known about it. */
    void delete(Repository repository, Digest digest) {
        Request request = Request.of(
                "deleting blob " + digest + " from " + repository,
                "DELETE",
                endpoints.blob(repository, digest),
                Access.delete(repository));
        Answer answer = transport.send(request);
        if (!answer.isSuccess() && !answer.is(404)) {
            throw transport.failure(request, answer);
        }
        knowledge.forget(repository, digest);
    }

    private static String name(Repository repository, Digest digest) {
        return "pushing blob " + digest + " to " + repository;
    }
}
