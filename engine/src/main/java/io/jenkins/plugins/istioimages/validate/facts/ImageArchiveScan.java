package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.contents.ByteBudget;
import io.jenkins.plugins.istioimages.catalog.contents.HashingInputStream;
import io.jenkins.plugins.istioimages.catalog.contents.ImageContents;
import io.jenkins.plugins.istioimages.catalog.contents.LayerContents;
import io.jenkins.plugins.istioimages.catalog.contents.LayerScan;
import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.layout.ArchiveBlob;
import io.jenkins.plugins.istioimages.layout.ArchiveImage;
import io.jenkins.plugins.istioimages.layout.ArchiveLayer;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.layout.Compression;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads an archive of one image: every layer comes by once, whatever it is compressed with. */
final class ImageArchiveScan {
    /** A layer as it came by. */
    private record Layer(Digest digest, Digest diffId, LayerContents contents) {}

    private final Marks marks;
    private final ByteBudget budget;
    private final Map<String, Layer> layers = new HashMap<>();
    private final Map<String, String> broken = new HashMap<>();

    private ImageArchiveScan(Marks marks, ByteBudget budget) {
        this.marks = marks;
        this.budget = budget;
    }

    /**
     * Reads an archive.
     *
     * @param where names it in findings
     * @param size of the file in bytes
     * @param marks that programs should have in them
     * @throws io.jenkins.plugins.istioimages.errors.EngineException if it is no archive of images, or damaged
     */
    static List<ImageFile> read(Path file, String where, ImageName name, long size, Marks marks) {
        ImageArchiveScan scan = new ImageArchiveScan(marks, ByteBudget.ofFile(size));
        try (ArchiveSource source = ArchiveSource.read(file, scan::visit)) {
            return source.images().stream()
                    .map(image -> scan.image(where, name, image))
                    .toList();
        }
    }

    private void visit(ArchiveBlob blob, InputStream content) throws IOException {
        try {
            HashingInputStream stored = new HashingInputStream(content);
            HashingInputStream plain =
                    new HashingInputStream(budget.of(Decompressor.open(new BufferedInputStream(stored))));
            LayerContents contents = LayerScan.of(plain, marks);
            Digest diffId = plain.finish();
            layers.put(blob.path(), new Layer(stored.finish(), diffId, contents));
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // Archives hold other files besides; it matters where an image names it as a layer.
            broken.put(blob.path(), String.valueOf(e.getMessage()));
        }
    }

    private ImageFile image(String where, ImageName name, ArchiveImage image) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException("cancelled while " + where + " was read");
        }
        List<String> damage = new ArrayList<>();
        List<LayerContents> contents = new ArrayList<>();
        List<Descriptor> descriptors = new ArrayList<>();
        for (ArchiveLayer layer : image.layers()) {
            Layer read = layers.get(layer.blob().path());
            if (read == null) {
                damage.add("layer " + layer.blob().path() + " cannot be read: "
                        + broken.getOrDefault(layer.blob().path(), "it did not come by"));
                continue;
            }
            if (!read.diffId().equals(layer.diffId())) {
                damage.add("layer " + layer.blob().path() + " has the content " + read.diffId()
                        + ", its configuration says " + layer.diffId());
            }
            contents.add(read.contents());
            descriptors.add(Descriptor.of(
                    mediaType(layer.blob().compression()),
                    read.digest(),
                    layer.blob().size()));
        }
        return new ImageFile(
                where,
                name,
                image.names().stream().map(ImageArchiveScan::tag).toList(),
                image.settings().platform(),
                image.settings(),
                image.config().descriptor().digest(),
                ImageManifest.of(MediaTypes.OCI_MANIFEST, image.config().descriptor(), descriptors)
                        .content()
                        .digest(),
                ImageContents.of(contents),
                damage);
    }

    private static String mediaType(Compression compression) {
        return switch (compression) {
            case NONE -> MediaTypes.OCI_LAYER;
            case GZIP -> MediaTypes.OCI_LAYER_GZIP;
            case ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
        };
    }

    private static String tag(String name) {
        int colon = name.lastIndexOf(':');
        return colon < 0 || name.indexOf('/', colon) >= 0 ? "" : name.substring(colon + 1);
    }
}
