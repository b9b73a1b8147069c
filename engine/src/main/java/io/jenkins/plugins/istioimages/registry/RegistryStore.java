package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
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
    private final BlobReader blobs;
    private final BlobPusher pusher;
    private final ManifestReader manifests;
    private final ManifestWriter writer;
    private final Tags tags;
    private final Referrers referrers;

    public RegistryStore(RegistryOptions options) {
        this(options, Clock.systemUTC());
    }

    /** @param clock tells how far off a date in {@code Retry-After} is */
    RegistryStore(RegistryOptions options, Clock clock) {
        this.listener = options.listener();
        this.clients = new HttpClients(options.tls(), options.timeouts().connect());
        Targets targets = new Targets(options.plainHttpHosts());
        Endpoints endpoints =
                new Endpoints(targets, new SchemeProbe(options.timeouts().connect()));
        Wire wire = new Wire(clients, options.timeouts(), options.userAgent());
        Redirector redirector = new Redirector(wire, targets);
        Retrier retrier = new Retrier(new Gates(options.maxRequestsPerHost()), options.retry(), listener, clock);
        Authenticator authenticator = new Authenticator(
                options.credentials(), new RealmPolicy(targets), new TokenClient(retrier, redirector));
        Transport transport =
                new Transport(endpoints, targets, retrier, redirector, authenticator, new Warnings(listener));
        BlobKnowledge knowledge = new BlobKnowledge();
        Pages pages = new Pages(transport);
        this.blobs = new BlobReader(transport, endpoints);
        this.pusher = new BlobPusher(transport, endpoints, blobs, knowledge, listener, options.chunkSize());
        this.manifests = new ManifestReader(transport, endpoints);
        this.writer = new ManifestWriter(transport, endpoints, knowledge);
        this.tags = new Tags(transport, endpoints, pages, writer, pusher);
        this.referrers = new Referrers(transport, endpoints, pages, manifests, writer);
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
     * Deletes a manifest with every tag that points to it. Nothing happens where there is none.
     *
     * @throws RegistryException if the registry does not allow it
     */
    public void delete(Repository repository, Digest digest) {
        Answer answer = writer.delete(repository, digest.toString());
        if (!answer.isSuccess() && !answer.is(404)) {
            throw writer.failure(repository, digest.toString(), answer);
        }
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
