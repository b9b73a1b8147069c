package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.DigestMismatchException;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * All registries as one store: which one is spoken to stands in each repository's name. One store shares connections,
 * tokens, what it has learnt about blobs and uploads under way among all its threads, so a program needs one for each
 * set of options.
 *
 * <p>Answers that may pass (408, 429, 5xx, a broken or silent connection) are tried again as
 * {@link RegistryOptions#retry()} says. All others become errors at once:
 * {@link io.jenkins.plugins.istioimages.store.NotFoundException},
 * {@link io.jenkins.plugins.istioimages.store.AccessDeniedException},
 * {@link io.jenkins.plugins.istioimages.store.DigestMismatchException}, {@link BlobsMissingException}, else
 * {@link RegistryException}.
 */
public final class RegistryStore implements ImageStore {
    private final HttpClients clients;
    private final TransferListener listener;
    private final Transport transport;
    private final BlobReader blobs;
    private final BlobPusher pusher;
    private final ManifestReader manifests;
    private final ManifestWriter writer;
    private final Tags tags;
    private final Referrers referrers;

    public RegistryStore(RegistryOptions options) {
        this(options, Clock.systemUTC(), Ticker.SYSTEM);
    }

    /**
     * A store with a time of its own.
     *
     * @param clock tells how far off a date in {@code Retry-After} is
     * @param ticker lets pauses pass
     */
    RegistryStore(RegistryOptions options, Clock clock, Ticker ticker) {
        this.listener = options.listener();
        this.clients =
                new HttpClients(new TlsMaterials(options), options.timeouts().connect());
        Targets targets = new Targets(options.plainHttpHosts());
        Endpoints endpoints =
                new Endpoints(targets, new SchemeProbe(options.timeouts().connect()));
        Wire wire = new Wire(clients, options.timeouts(), options.userAgent());
        Redirector redirector = new Redirector(wire, targets);
        Gates gates = new Gates(options.maxRequestsPerHost(), ticker);
        Retrier retrier = new Retrier(gates, options.retry(), listener, clock, ticker);
        Authenticator authenticator = new Authenticator(
                options.credentials(), new RealmPolicy(targets), new TokenClient(retrier, redirector));
        this.transport = new Transport(endpoints, targets, retrier, redirector, authenticator, new Warnings(listener));
        BlobKnowledge knowledge = new BlobKnowledge();
        Pages pages = new Pages(transport);
        this.blobs = new BlobReader(transport, endpoints);
        this.pusher = new BlobPusher(transport, endpoints, blobs, knowledge, listener, options.chunkSize());
        this.manifests = new ManifestReader(transport, endpoints);
        this.writer = new ManifestWriter(transport, endpoints, knowledge, ticker);
        this.tags = new Tags(transport, endpoints, pages, writer, pusher);
        this.referrers = new Referrers(transport, endpoints, pages, new ReferrersTag(manifests, writer, ticker));
    }

    @Override
    public void approach(Repository repository) {
        clients.later(() -> transport.greet(repository));
    }

    @Override
    public void checkPush(Repository repository) {
        transport.checkPush(repository);
    }

    @Override
    public Optional<Descriptor> resolve(Reference reference) {
        return manifests.resolve(reference);
    }

    @Override
    public ManifestContent manifest(Repository repository, Digest digest) {
        return manifest(repository.digest(digest));
    }

    @Override
    public ManifestContent manifest(Reference reference) {
        return manifests
                .find(reference)
                .orElseThrow(() -> new NotFoundException(reference + " does not exist in the registry "
                        + reference.repository().registry()));
    }

    @Override
    public boolean hasBlob(Repository repository, Digest digest) {
        return blobs.exists(repository, digest, Access.pull(repository));
    }

    @Override
    public InputStream openBlob(Repository repository, Descriptor descriptor) {
        return blobs.open(repository, descriptor);
    }

    @Override
    public BlobOutcome pushBlob(Repository repository, BlobSource blob) {
        return pusher.push(repository, blob);
    }

    @Override
    public Descriptor pushManifest(Repository repository, ManifestContent content) {
        Optional<String> noted = writer.put(repository.digest(content.digest()), content);
        if (noted.isEmpty()) {
            Manifest manifest = content.parse();
            if (manifest.subject().isPresent()) {
                referrers.attach(repository, content, manifest);
            }
        }
        listener.manifestPushed(repository, content.descriptor());
        return content.descriptor();
    }

    @Override
    public void tag(Reference tagged, ManifestContent content) {
        Reference tag = tagged.repository().tag(tagOf(tagged));
        writer.put(tag, content);
        listener.tagged(tag, content.descriptor());
    }

    @Override
    public List<String> tags(Repository repository) {
        return tags.list(repository);
    }

    @Override
    public List<Descriptor> referrers(Repository repository, Digest subject) {
        return referrers.list(repository, subject);
    }

    @Override
    public void untag(Reference tagged) {
        tags.remove(tagged.repository().tag(tagOf(tagged)));
    }

    /**
     * Deletes a manifest with every tag that points to it, and takes it out of the list of what is attached to its
     * subject. Nothing happens where there is none.
     *
     * @throws RegistryException if the registry does not allow it
     */
    public void delete(Repository repository, Digest digest) {
        Optional<Descriptor> subject = subjectOf(repository.digest(digest));
        Answer answer = writer.delete(repository, digest.toString());
        if (!answer.isSuccess() && !answer.is(404)) {
            throw writer.failure(repository, digest.toString(), answer);
        }
        subject.ifPresent(known -> referrers.detach(repository, known.digest(), digest));
    }

    /** Empty also where the manifest is damaged: that may well be why it is to go. */
    private Optional<Descriptor> subjectOf(Reference reference) {
        try {
            return manifests.find(reference).flatMap(content -> content.parse().subject());
        } catch (DigestMismatchException | MalformedContentException e) {
            return Optional.empty();
        }
    }

    /**
     * Deletes a blob. Nothing happens where there is none.
     *
     * @throws RegistryException if the registry does not allow it
     */
    public void deleteBlob(Repository repository, Digest digest) {
        pusher.delete(repository, digest);
    }

    @Override
    public void close() {
        clients.close();
    }

    @Override
    public String toString() {
        return "the registry";
    }

    private static String tagOf(Reference reference) {
        return reference
                .tag()
                .orElseThrow(() -> new InputException(reference + " has no tag; expected registry/path:tag"));
    }
}
