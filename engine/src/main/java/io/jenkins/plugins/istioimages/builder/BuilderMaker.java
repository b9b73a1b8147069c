package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds what this machine is to build of some images, and sends it by digest: the part of a release of builder images that
 * is done on each of several machines. {@link BuilderPublication} is the rest.
 */
public final class BuilderMaker {
    private final BuilderWorkshop workshop;
    private final BuilderSender sender;
    private final BuilderListener listener;

    public BuilderMaker(BuilderWorkshop workshop, BuilderSender sender, BuilderListener listener) {
        this.workshop = workshop;
        this.sender = sender;
        this.listener = listener;
    }

    /**
     * What became of an image here.
     *
     * @param records of the platforms that were sent; none if it failed
     * @param failure why it failed
     */
    public record Made(BuilderImage image, List<ImageRecord> records, Optional<EngineException> failure) {
        public Made {
            records = List.copyOf(records);
        }
    }

    /**
     * Makes images one after the other. One that fails does not keep the others from being made.
     *
     * @param context directory of the Dockerfiles
     * @param images with the platforms that are built here
     * @param commit of the directory; empty where it has none
     * @throws PlatformNotRunnableException before anything is built, if a platform cannot be run here
     * @throws CancelledException if the thread was interrupted
     */
    public List<Made> make(Path context, List<BuilderImage> images, Optional<String> commit) {
        workshop.check(images);
        List<Made> made = new ArrayList<>();
        for (BuilderImage image : images) {
            try {
                made.add(new Made(
                        image, workshop.build(context, image, built -> sender.send(built, commit)), Optional.empty()));
            } catch (CancelledException e) {
                throw e;
            } catch (EngineException e) {
                listener.failed(image, e);
                made.add(new Made(image, List.of(), Optional.of(e)));
            }
        }
        return made;
    }
}
