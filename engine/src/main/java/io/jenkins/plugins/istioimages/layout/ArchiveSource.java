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
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.VerifyingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An archive of images as a store that is only read: docker-archive or oci-archive, plain or gzip, told by content.
 * A plain tar is read at the places where its files stand. Of a compressed one the first layer that is asked for comes by
 * in another pass; with the second it is unpacked into a nameless temporary file, if the disk has room for it. Who wants
 * every layer of a compressed archive once says so with a visitor.
 *
 * <p>An archive that is both (docker save since 25, BuildKit's {@code type=docker}) counts as an OCI layout if that is
 * complete, so that its manifests come out byte for byte; else by {@code manifest.json}.
 */
public final class ArchiveSource implements ImageStore {
    private final ArchiveIndex index;
    private final ArchiveView view;
    private final String name;

    private ArchiveSource(ArchiveIndex index, String name) {
        this.index = index;
        this.name = name;
        this.view = view(index, name);
    }

    /**
     * Opens an archive: reads it once to its end, its layers are skipped where they can be.
     *
     * @throws InputException if there is no such file, or none that is read
     * @throws StoreException if it is damaged
     */
    public static ArchiveSource open(Path file) {
        return read(file, ArchiveVisitor.NONE);
    }

    /** {@link #open}, and every layer passes by on the way, once. */
    public static ArchiveSource read(Path file, ArchiveVisitor visitor) {
        String name = "image archive " + file;
        return LayoutFiles.attempt(
                "cannot read the " + name,
                () -> new ArchiveSource(ArchiveIndex.read(ArchiveFile.of(file), visitor), name));
    }

    /**
     * Whether single layers of an archive can be read without reading all before them.
     *
     * @throws InputException if there is no such file, or none that is read
     */
    public static boolean isSeekable(Path file) {
        return LayoutFiles.attempt("cannot read the image archive " + file, () -> ArchiveFile.of(file)
                .isSeekable());
    }

    /** What stands in the archive by name. */
    public List<LayoutEntry> entries() {
        return attempt("list images", view::entries);
    }

    /** The entry that a user means; see {@link OciLayout#entry}. */
    public LayoutEntry entry(String refName) {
        return EntryNames.find(entries(), refName, name);
    }

    /** Every image, one for each platform, with its layers as they stand. */
    public List<ArchiveImage> images() {
        return attempt("list images", view::images);
    }

    /** Whether single layers can be read without reading all before them. */
    public boolean isSeekable() {
        return index.file().isSeekable();
    }

    /** The bytes of a layer as they stand, not verified. */
    public InputStream open(ArchiveBlob blob) {
        return attempt("read " + blob.path(), () -> index.open(blob.path()));
    }

    @Override
    public Optional<Descriptor> resolve(Reference reference) {
        if (reference.digest().isPresent()) {
            return attempt(
                            "resolve " + reference,
                            () -> view.manifest(reference.digest().get()))
                    .map(ManifestContent::descriptor);
        }
        return entries().stream()
                .filter(entry -> entry.isNamed(reference))
                .findFirst()
                .map(LayoutManifests::plain);
    }

    @Override
    public ManifestContent manifest(Repository repository, Digest digest) {
        return attempt("read manifest " + digest, () -> view.manifest(digest))
                .orElseThrow(() -> new NotFoundException("manifest " + digest + " does not exist in " + name));
    }

    @Override
    public boolean hasBlob(Repository repository, Digest digest) {
        return attempt("look for blob " + digest, () -> view.blob(digest)).isPresent();
    }

    @Override
    public InputStream openBlob(Repository repository, Descriptor descriptor) {
        return attempt("read blob " + descriptor.digest(), () -> {
            BlobSource blob = view.blob(descriptor.digest())
                    .orElseThrow(
                            () -> new NotFoundException("blob " + descriptor.digest() + " does not exist in " + name));
            return new VerifyingInputStream(blob.open(), descriptor, name);
        });
    }

    @Override
    public List<String> tags(Repository repository) {
        return entries().stream()
                .flatMap(entry -> entry.fullReference().stream())
                .filter(reference -> reference.repository().equals(repository))
                .flatMap(reference -> reference.tag().stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<Descriptor> referrers(Repository repository, Digest subject) {
        List<Descriptor> result = new ArrayList<>();
        for (LayoutEntry entry : entries()) {
            attempt("list referrers", () -> view.manifest(entry.descriptor().digest()))
                    .filter(content -> content.parse()
                            .subject()
                            .filter(s -> s.digest().equals(subject))
                            .isPresent())
                    .map(LayoutManifests::asReferrer)
                    .ifPresent(result::add);
        }
        return Descriptor.sortedByDigest(result.stream().distinct().toList());
    }

    /** @throws StoreException always */
    @Override
    public BlobOutcome pushBlob(Repository repository, BlobSource blob) {
        throw readOnly();
    }

    /** @throws StoreException always */
    @Override
    public Descriptor pushManifest(Repository repository, ManifestContent content) {
        throw readOnly();
    }

    /** @throws StoreException always */
    @Override
    public void tag(Reference tagged, ManifestContent content) {
        throw readOnly();
    }

    /** @throws StoreException always */
    @Override
    public void untag(Reference tagged) {
        throw readOnly();
    }

    @Override
    public void close() {
        try {
            index.close();
        } catch (IOException e) {
            // A temporary file without a name goes with the process at the latest.
            return;
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static ArchiveView view(ArchiveIndex index, String name) {
        boolean docker = index.find(DockerArchive.MANIFEST).isPresent();
        if (index.find(OciArchive.INDEX).isPresent()) {
            OciArchive oci = new OciArchive(index);
            if (!docker || oci.isComplete()) {
                return oci;
            }
        }
        if (!docker) {
            throw new InputException(name + " is neither a docker-archive (it has no " + DockerArchive.MANIFEST
                    + ") nor an OCI archive (it has no " + OciArchive.INDEX + ")");
        }
        return new DockerArchive(index);
    }

    private StoreException readOnly() {
        return new StoreException(name + " is an archive: images are read from it, never written to it");
    }

    private <T> T attempt(String action, LayoutFiles.Work<T> work) {
        return LayoutFiles.attempt(name + ": cannot " + action, work);
    }
}
