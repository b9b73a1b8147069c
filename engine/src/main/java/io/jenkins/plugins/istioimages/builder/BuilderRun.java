package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Builds images one after the other, checks them where that is wanted, and publishes them where that is wanted. One that
 * fails keeps its tags as they are, and the others go on.
 */
public final class BuilderRun {
    private final BuilderWorkshop workshop;
    private final Optional<BuilderCheck> check;
    private final Optional<BuilderPublisher> publisher;
    private final BuilderListener listener;

    public BuilderRun(
            BuilderWorkshop workshop,
            Optional<BuilderCheck> check,
            Optional<BuilderPublisher> publisher,
            BuilderListener listener) {
        this.workshop = workshop;
        this.check = check;
        this.publisher = publisher;
        this.listener = listener;
    }

    /**
     * Does it.
     *
     * @param context directory of the Dockerfiles
     * @param tags of an image
     * @return what became of each, in their order
     * @throws PlatformNotRunnableException before anything is built, if a platform cannot be run here
     * @throws CancelledException if the thread was interrupted
     */
    public List<BuilderOutcome> run(Path context, List<BuilderImage> images, Function<BuilderImage, BuilderTags> tags) {
        workshop.check(images);
        List<BuilderOutcome> outcomes = new ArrayList<>();
        for (BuilderImage image : images) {
            outcomes.add(BuilderOutcome.attempt(image, listener, () -> one(context, image, tags.apply(image))));
        }
        return outcomes;
    }

    private BuilderOutcome one(Path context, BuilderImage image, BuilderTags tags) {
        Optional<List<Published>> known = publisher.flatMap(place -> place.republish(image, tags));
        return known.map(published -> BuilderOutcome.known(image, tags, published, listener))
                .orElseGet(() -> BuilderOutcome.built(
                        image, check.isPresent(), workshop.build(context, image, built -> finish(built, tags))));
    }

    private List<Published> finish(BuiltImage built, BuilderTags tags) {
        Platform nearest = workshop.nearest(built.image());
        check.ifPresent(one -> one.run(built.image(), nearest, built.names().get(nearest), listener));
        List<Published> published =
                publisher.map(place -> place.publish(built, tags)).orElse(List.of());
        if (publisher.isPresent()) {
            listener.published(built.image(), published);
        }
        return published;
    }
}
