package io.jenkins.plugins.istioimages.publish.sign;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.AttachedDocument;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.publish.attach.Attachments;
import io.jenkins.plugins.istioimages.publish.attach.ImageParts;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Signs images by digest, index and every platform, as {@code cosign sign --recursive} does. Signatures that others made
 * stay; one of this key that is there already is not made again, so a second run writes nothing.
 */
public final class ImageSigner {
    private final ImageStore store;
    private final Signer key;

    public ImageSigner(ImageStore store, Signer key) {
        this.store = store;
        this.key = key;
    }

    /**
     * A signature.
     *
     * @param repository that the manifest is in
     * @param part {@code index} or a platform
     * @param manifest what was signed
     * @param written false where it was there already
     */
    public record Signed(Repository repository, String part, Digest manifest, boolean written) {}

    /**
     * Signs an image and everything below it.
     *
     * @param root the index, or the image where there is one platform only; it is in the repository already
     * @return a signature for each manifest, the root's first
     * @throws StoreException if the store does not do its part
     */
    public List<Signed> sign(Repository repository, ManifestContent root) {
        List<Signed> done = new ArrayList<>();
        for (ImageParts.Part part : ImageParts.of(store, repository, root)) {
            done.add(new Signed(repository, part.title(), part.manifest().digest(), sign(repository, part.manifest())));
        }
        return done;
    }

    /** Whether a manifest is signed with the key, so that {@link #sign} would write nothing for it. */
    public boolean isSigned(Repository repository, Descriptor manifest) {
        return new Attachments(store, repository, manifest, AttachmentKind.SIGNATURE)
                .holds(found -> isMine(found, manifest.digest()));
    }

    private boolean sign(Repository repository, Descriptor manifest) {
        return new Attachments(store, repository, manifest, AttachmentKind.SIGNATURE)
                .attach(() -> signature(repository, manifest.digest()), found -> isMine(found, manifest.digest()));
    }

    private AttachedDocument signature(Repository repository, Digest manifest) {
        byte[] payload = SimpleSigning.of(repository, manifest).bytes();
        return AttachedDocument.of(
                AttachmentKind.SIGNATURE,
                payload,
                Map.of(ImageSignature.ANNOTATION, ImageSignature.text(key.sign(payload))));
    }

    /** One that was made before the image was copied here is as good: it is of the same digest. */
    private boolean isMine(AttachedDocument found, Digest manifest) {
        return ImageSignature.fault(found, manifest, key.verificationKey()).isEmpty();
    }
}
