package io.jenkins.plugins.istioimages.image;

import io.jenkins.plugins.istioimages.image.layer.SpooledLayer;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A layer of ours on its way to the store: a file, and the repositories that have it from before. */
final class LayerUpload implements BlobSource {
    private final SpooledLayer layer;
    private final List<Repository> knownIn;

    LayerUpload(SpooledLayer layer, List<Repository> knownIn) {
        this.layer = layer;
        this.knownIn = List.copyOf(knownIn);
    }

    @Override
    public Descriptor descriptor() {
        return layer.descriptor();
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(layer.file());
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(layer.file());
    }

    @Override
    public List<Repository> knownIn() {
        return knownIn;
    }
}
