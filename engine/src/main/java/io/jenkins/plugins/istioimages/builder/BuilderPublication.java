package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Publishes images whose platforms were built on several machines and sent by digest. One that fails keeps its tags as they
 * are, and the others go on.
 */
public final class BuilderPublication {
    private final KnownImages known;
    private final Optional<BuilderTrial> trial;
    private final BuilderTagger tagger;
    private final BuilderListener listener;

    public BuilderPublication(
            KnownImages known, Optional<BuilderTrial> trial, BuilderTagger tagger, BuilderListener listener) {
        this.known = known;
        this.trial = trial;
        this.tagger = tagger;
        this.listener = listener;
    }

    /**
     * What machines made of an image.
     *
     * @param records of the platforms that were sent
     * @param failures why others were not
     */
    public record Parts(List<ImageRecord> records, List<String> failures) {
        public Parts {
            records = List.copyOf(records);
            failures = List.copyOf(failures);
        }
    }

    /**
     * Does it.
     *
     * @param tags of an image
     * @param parts of an image
     * @return what became of each, in their order
     * @throws io.jenkins.plugins.istioimages.errors.CancelledException if the thread was interrupted
     */
    public List<BuilderOutcome> publish(
            List<BuilderImage> images, Function<BuilderImage, BuilderTags> tags, Function<BuilderImage, Parts> parts) {
        List<BuilderOutcome> outcomes = new ArrayList<>();
        for (BuilderImage image : images) {
            outcomes.add(
                    BuilderOutcome.attempt(image, listener, () -> one(image, tags.apply(image), parts.apply(image))));
        }
        return outcomes;
    }

    private BuilderOutcome one(BuilderImage image, BuilderTags tags, Parts parts) {
        Optional<List<Published>> there = known.republish(image, tags);
        if (there.isPresent()) {
            return BuilderOutcome.known(image, tags, there.get(), listener);
        }
        if (!parts.failures().isEmpty()) {
            throw new BuilderException(String.join("\n", parts.failures()), List.of());
        }
        trial.ifPresent(one -> one.run(image, parts.records()));
        List<Published> published = tagger.tag(image, tags, parts.records());
        listener.published(image, published);
        return BuilderOutcome.built(image, trial.isPresent(), published);
    }
}
