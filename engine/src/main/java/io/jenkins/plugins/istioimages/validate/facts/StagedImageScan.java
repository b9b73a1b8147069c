package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.contents.ByteBudget;
import io.jenkins.plugins.istioimages.catalog.contents.HashingInputStream;
import io.jenkins.plugins.istioimages.catalog.contents.ImageContents;
import io.jenkins.plugins.istioimages.catalog.contents.LayerContents;
import io.jenkins.plugins.istioimages.catalog.contents.LayerScan;
import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads an image of one platform in a store: every blob is verified against its digest. */
final class StagedImageScan {
    private final ImageStore store;
    private final StagedLayers layers;
    private final Marks marks;

    StagedImageScan(ImageStore store, StagedLayers layers, Marks marks) {
        this.store = store;
        this.layers = layers;
        this.marks = marks;
    }

    ImageFile read(String where, ImageName name, List<String> tags, Repository repository, Digest digest)
            throws IOException {
        if (!(store.manifest(repository, digest).parse() instanceof ImageManifest manifest)) {
            throw new WorkException(repository.digest(digest) + " is an index, expected the image of one platform");
        }
        ImageConfig config = config(repository, manifest);
        List<String> damage = new ArrayList<>();
        if (manifest.layers().size() != config.diffIds().size()) {
            damage.add("it has " + manifest.layers().size() + " layers, its configuration names "
                    + config.diffIds().size());
        }
        List<LayerContents> contents = new ArrayList<>();
        for (int i = 0; i < manifest.layers().size(); i++) {
            Descriptor descriptor = manifest.layers().get(i);
            StagedLayers.Layer layer = layers.get(descriptor.digest(), () -> read(repository, descriptor));
            if (i < config.diffIds().size()
                    && !layer.diffId().equals(config.diffIds().get(i))) {
                damage.add("layer " + descriptor.digest() + " has the content " + layer.diffId()
                        + ", its configuration says " + config.diffIds().get(i));
            }
            contents.add(layer.contents());
        }
        return new ImageFile(
                where,
                name,
                tags,
                config.platform(),
                config,
                manifest.config().digest(),
                digest,
                ImageContents.of(contents),
                damage);
    }

    private ImageConfig config(Repository repository, ImageManifest manifest) throws IOException {
        try (InputStream in = store.openBlob(repository, manifest.config())) {
            byte[] bytes = in.readNBytes(ManifestContent.MAX_SIZE);
            return ImageConfig.parse(bytes, "configuration " + manifest.config().digest());
        }
    }

    private StagedLayers.Layer read(Repository repository, Descriptor descriptor) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException("cancelled while " + repository + " was read");
        }
        ByteBudget budget = ByteBudget.ofFile(descriptor.size());
        try (InputStream blob = new BufferedInputStream(store.openBlob(repository, descriptor));
                HashingInputStream plain = new HashingInputStream(budget.of(Decompressor.open(blob)))) {
            LayerContents contents = LayerScan.of(plain, marks);
            Digest diffId = plain.finish();
            // Its digest is verified at its very end.
            blob.transferTo(OutputStream.nullOutputStream());
            return new StagedLayers.Layer(diffId, contents);
        }
    }
}
