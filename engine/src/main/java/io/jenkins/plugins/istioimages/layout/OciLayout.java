package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An OCI image layout on disk (image-spec image-layout.md) that serves as an offline registry of many repositories.
 *
 * <p>A tag is an entry of {@code index.json} whose ref name is the full reference, {@code ghcr.io/x/pilot:1.0}: other
 * tools find it as {@code oci:DIR:ghcr.io/x/pilot:1.0}. Blobs are shared by all repositories, so whatever is there is
 * found by digest in each of them; a manifest pushed by digest needs no entry. A tool that collects garbage by what
 * {@code index.json} reaches would take such a manifest away: tag first, collect then. A manifest with a subject gets
 * an entry without ref name that says its subject and repository in annotations, which keeps it reachable and
 * findable.
 *
 * <p>Images of the Docker family are kept as they are. skopeo (1.9) looks at entries of OCI media types only, so those it
 * does not find.
 *
 * <p>Layouts of other tools are read as they are: see {@link #entry}. What this code does not know is kept.
 *
 * <p>Many threads and processes may use one directory at once. Every file appears complete, by a rename; a writer that
 * dies leaves nothing but files in a private directory that the next one removes. Readers create nothing.
 */
public final class OciLayout implements ImageStore {
    private final LayoutDirectory directory;
    private final LayoutManifests manifests;
    private final LayoutWriter writer;
    private final String name;

    private OciLayout(LayoutDirectory directory, TransferListener listener) {
        this.directory = directory;
        this.name = "OCI layout " + directory.root();
        LayoutBlobs blobs = new LayoutBlobs(directory.blobs());
        this.manifests = new LayoutManifests(directory, blobs);
        this.writer = new LayoutWriter(directory, blobs, listener);
    }

    /**
     * Opens a layout that exists.
     *
     * @throws InputException if the directory holds none
     */
    public static OciLayout open(Path directory) {
        return LayoutFiles.attempt(
                "cannot open the OCI layout " + directory,
                () -> new OciLayout(LayoutDirectory.open(directory), TransferListener.NONE));
    }

    /** {@link #create(Path, TransferListener)} that tells nobody. */
    public static OciLayout create(Path directory) {
        return create(directory, TransferListener.NONE);
    }

    /**
     * Opens a layout, makes it if there is none.
     *
     * @param listener hears of what is written
     * @throws InputException if the directory holds other things
     */
    public static OciLayout create(Path directory, TransferListener listener) {
        return LayoutFiles.attempt(
                "cannot make the OCI layout " + directory,
                () -> new OciLayout(LayoutDirectory.openOrCreate(directory), listener));
    }

    /** The directory, with links resolved. */
    public Path root() {
        return directory.root();
    }

    /** The entries of {@code index.json} in their order, but for those that only record a referrer. */
    public List<LayoutEntry> entries() {
        return attempt("read index.json", directory::index).entries().stream()
                .filter(entry -> !entry.isReferrer())
                .toList();
    }

    /**
     * The entry that a user means by a name: a ref name as it stands (in foreign layouts often a bare tag), a full
     * reference in any spelling, or nothing where there is one entry only.
     *
     * @throws InputException if there is none, or several
     */
    public LayoutEntry entry(String refName) {
        return EntryNames.find(entries(), refName, name);
    }

    @Override
    public Optional<Descriptor> resolve(Reference reference) {
        return attempt(
                "resolve " + reference,
                () -> reference.digest().isPresent()
                        ? manifests.find(reference.digest().get()).map(ManifestContent::descriptor)
                        : directory.index().find(reference).map(LayoutManifests::plain));
    }

    @Override
    public ManifestContent manifest(Repository repository, Digest digest) {
        return attempt("read manifest " + digest, () -> manifests.find(digest))
                .orElseThrow(() ->
                        new NotFoundException("manifest " + repository.digest(digest) + " does not exist in " + name));
    }

    @Override
    public boolean hasBlob(Repository repository, Digest digest) {
        return attempt(
                "look for blob " + digest, () -> manifests.blobs().size(digest).isPresent());
    }

    @Override
    public InputStream openBlob(Repository repository, Descriptor descriptor) {
        return attempt(
                "read blob " + descriptor.digest(), () -> manifests.blobs().open(descriptor));
    }

    @Override
    public BlobOutcome pushBlob(Repository repository, BlobSource blob) {
        return attempt("write blob " + blob.descriptor().digest(), () -> writer.push(repository, blob));
    }

    @Override
    public Descriptor pushManifest(Repository repository, ManifestContent content) {
        attempt("write manifest " + content.digest(), () -> {
            writer.push(repository, content);
            return null;
        });
        return content.descriptor();
    }

    @Override
    public void tag(Reference tagged, ManifestContent content) {
        if (tagged.tag().isEmpty()) {
            throw new InputException("'" + tagged + "' names no tag");
        }
        attempt("tag " + tagged, () -> {
            writer.tag(tagged.repository().tag(tagged.tag().get()), content);
            return null;
        });
    }

    @Override
    public List<String> tags(Repository repository) {
        return attempt("read index.json", directory::index).entries().stream()
                .flatMap(entry -> entry.fullReference().stream())
                .filter(reference -> reference.repository().equals(repository))
                .flatMap(reference -> reference.tag().stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<Descriptor> referrers(Repository repository, Digest subject) {
        return attempt("list referrers of " + subject, () -> manifests.referrers(repository, subject));
    }

    @Override
    public void untag(Reference tagged) {
        attempt("untag " + tagged, () -> {
            directory.update(index -> index.withoutTag(tagged), () -> {});
            return null;
        });
    }

    @Override
    public void close() {
        directory.close();
    }

    @Override
    public String toString() {
        return name;
    }

    private <T> T attempt(String action, LayoutFiles.Work<T> work) {
        return LayoutFiles.attempt(name + ": cannot " + action, work);
    }
}
