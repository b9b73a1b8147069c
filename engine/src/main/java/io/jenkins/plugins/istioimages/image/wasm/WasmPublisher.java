package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.layer.LayerSpool;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a Wasm plugin image and pushes it: blobs, the manifest by its digest, then everything is read back and taken
 * through Istio's own fetch algorithm, and only then the tag is set.
 */
public final class WasmPublisher {
    private final ImageStore store;
    private final Compressor compressor;
    private final Path temporary;

    /**
     * @param store where images go; not closed here
     * @param compressor of the layer
     * @param temporary directory for a copy of the module and of its layer; made if it is not there
     * @throws InputException if the compressor is not gzip: Istio's proxy unpacks nothing else
     */
    public WasmPublisher(ImageStore store, Compressor compressor, Path temporary) {
        if (!compressor.layerMediaType().equals(MediaTypes.OCI_LAYER_GZIP)) {
            throw new InputException(
                    "the compressor " + compressor.id() + " is not gzip, and Istio unpacks nothing else");
        }
        this.store = store;
        this.compressor = compressor;
        this.temporary = temporary;
    }

    /**
     * Publishes; where the very image is there already, nothing is sent.
     *
     * @throws InputException if the file is no module that Istio's proxy can load
     * @throws WorkException if it cannot be read, or the store fails, or gives back what Istio would not take
     */
    public WasmPublished publish(WasmImageRequest request) {
        try {
            Files.createDirectories(temporary);
            Path copy = Files.createTempFile(temporary, "plugin-", ".wasm");
            try (LayerSpool spool = new LayerSpool(temporary, compressor)) {
                ModuleFile module = ModuleFile.of(request, copy);
                return push(request, new WasmImageMaker(spool).make(request, module));
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new WorkException("cannot make an image of " + request.file() + ": " + e.getMessage(), e);
        }
    }

    private WasmPublished push(WasmImageRequest request, WasmImage image) {
        Repository repository = request.target().repository();
        Descriptor manifest = image.manifest().descriptor();
        boolean there = store.resolve(request.target())
                .filter(found -> found.digest().equals(manifest.digest()))
                .isPresent();
        long sent = 0;
        for (BlobSource blob : image.blobs()) {
            if (store.pushBlob(repository, blob) == BlobOutcome.UPLOADED) {
                sent += blob.descriptor().size();
            }
        }
        if (!there) {
            store.pushManifest(repository, image.manifest());
            readBack(repository, manifest);
            store.tag(request.target(), image.manifest());
        }
        long size = manifest.size()
                + image.blobs().stream()
                        .mapToLong(blob -> blob.descriptor().size())
                        .sum();
        return new WasmPublished(request.target(), manifest, image.module(), size, sent, !there);
    }

    private void readBack(Repository repository, Descriptor manifest) {
        WasmReport report = new WasmCheck(store).check(repository.digest(manifest.digest()), IstioLine.all());
        report.verdicts().stream()
                .filter(verdict -> !verdict.accepted())
                .findFirst()
                .ifPresent(verdict -> {
                    throw new WorkException(repository + "@" + manifest.digest() + " is not tagged: Istio "
                            + verdict.line().label() + " would reject it: " + verdict.why());
                });
    }
}
