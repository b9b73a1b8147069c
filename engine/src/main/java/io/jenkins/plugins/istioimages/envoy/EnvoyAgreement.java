package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.catalog.CatalogException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.plan.EnvoyPlanner;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Whether the Envoys of all platforms are one: what each says of itself stands in its image. */
public final class EnvoyAgreement {
    private static final long MOST_BYTES = 4L << 20;

    private final ImageStore staging;

    public EnvoyAgreement(ImageStore staging) {
        this.staging = staging;
    }

    /**
     * Compares the images of Envoy among records; others are left alone.
     *
     * @return one for each platform, in the order of the records
     * @throws CatalogException if two are of another commit or of another Envoy, naming all
     */
    public List<EnvoyImage> check(List<ImageRecord> records) {
        List<EnvoyImage> images = records.stream()
                .filter(record -> record.name().equals(EnvoyPlanner.IMAGE))
                .map(this::read)
                .toList();
        boolean agree = images.stream()
                .allMatch(one -> images.stream().allMatch(other -> one.version().agreesWith(other.version())));
        if (!agree) {
            throw new CatalogException(
                    "Envoy is not the same on all platforms",
                    images.stream()
                            .map(image -> image.platform() + ": " + image.version() + ", " + image.origin())
                            .toList());
        }
        return images;
    }

    private EnvoyImage read(ImageRecord record) {
        Reference image = record.repository().digest(record.manifest().digest());
        if (!(staging.manifest(record.repository(), record.manifest().digest()).parse()
                instanceof ImageManifest manifest)) {
            throw new MalformedContentException(image + " is no image");
        }
        Descriptor config = manifest.config();
        if (config.size() > MOST_BYTES) {
            throw new MalformedContentException("the config of " + image + " has " + config.size() + " bytes");
        }
        try (InputStream in = staging.openBlob(record.repository(), config)) {
            ImageConfig read = ImageConfig.parse(in.readAllBytes(), "config of " + image);
            EnvoyLabels labels = EnvoyLabels.read(read, "the image " + image);
            return new EnvoyImage(record.platform(), labels.version(), labels.origin(), labels.patches(), image);
        } catch (IOException e) {
            throw new WorkException("cannot read the config of " + image + ": " + e.getMessage(), e);
        }
    }
}
