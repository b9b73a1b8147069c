package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.DockerArchiveWriter;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;

/**
 * Tries images that were built elsewhere: what users would pull is fetched by its digest and handed to the container
 * program of this machine, which so needs no login of its own.
 */
public final class BuilderTrial {
    private final ImageStore source;
    private final BuilderWorkshop workshop;
    private final BuilderCheck check;
    private final BuilderListener listener;

    /** @param source where the images are */
    public BuilderTrial(ImageStore source, BuilderWorkshop workshop, BuilderCheck check, BuilderListener listener) {
        this.source = source;
        this.workshop = workshop;
        this.check = check;
        this.listener = listener;
    }

    /**
     * Builds the tree with the platform that is nearest to this machine.
     *
     * @param records where the platforms are
     * @throws PlatformNotRunnableException if this machine runs none of them
     * @throws BuilderException if the tree cannot be built
     */
    void run(BuilderImage image, List<ImageRecord> records) {
        Platform nearest = workshop.nearest(image);
        workshop.check(List.of(image.on(List.of(nearest))));
        ImageRecord record = records.stream()
                .filter(one -> one.platform().equals(nearest))
                .findFirst()
                .orElseThrow(() -> new WorkException(image.label() + " was not built for " + nearest));
        workshop.load(
                image,
                nearest,
                (name, file) -> new DockerArchiveWriter(source)
                        .write(record.repository(), record.manifest().digest(), name, file),
                name -> check.run(image, nearest, name, listener));
    }
}
