package io.jenkins.plugins.istioimages.publish.attach;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.DocumentImage;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the manifests that hold documents. Pure: equal documents make equal bytes. */
final class AttachmentImage {
    private static final byte[] EMPTY = {'{', '}'};

    private AttachmentImage() {}

    /** A referrer with one document. */
    static DocumentImage referrer(AttachmentKind kind, Descriptor subject, Descriptor layer) {
        BlobSource config = BlobSource.ofBytes(kind.configType(), EMPTY);
        Descriptor plain = Descriptor.of(subject.mediaType(), subject.digest(), subject.size());
        ManifestContent manifest = new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.of(kind.artifactType()),
                        config.descriptor(),
                        List.of(layer),
                        Optional.of(plain),
                        new TreeMap<>())
                .content();
        return new DocumentImage(manifest, config);
    }
}
