package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small images that differ by their name. */
final class TestImages {
    private TestImages() {}

    record Image(BlobSource config, BlobSource layer, ManifestContent manifest) {
        byte[] configBytes() {
            return bytes(config);
        }

        byte[] layerBytes() {
            return bytes(layer);
        }

        private static byte[] bytes(BlobSource blob) {
            try (InputStream in = blob.open()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Image image(String name) {
        BlobSource config = BlobSource.ofBytes(
                MediaTypes.OCI_CONFIG,
                ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"x\":\"" + name + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
        BlobSource layer = BlobSource.ofBytes(MediaTypes.OCI_LAYER, name.getBytes(StandardCharsets.UTF_8));
        return new Image(
                config,
                layer,
                ImageManifest.of(MediaTypes.OCI_MANIFEST, config.descriptor(), List.of(layer.descriptor()))
                        .content());
    }

    /** Bytes under any descriptor, right or wrong. */
    static BlobSource source(Descriptor descriptor, byte[] content) {
        return new BlobSource() {
            @Override
            public Descriptor descriptor() {
                return descriptor;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }
        };
    }
}
