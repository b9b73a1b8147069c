package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What became of an image.
 *
 * @param image which
 * @param built whether it was built; false where its commit's image was in the registry
 * @param checked whether a tree was built with it
 * @param published its tags; none where it was not to be published, or failed
 * @param failure why it failed: then all tags are as they were
 */
public record BuilderOutcome(
        BuilderImage image,
        boolean built,
        boolean checked,
        List<Published> published,
        Optional<EngineException> failure) {
    public BuilderOutcome {
        published = List.copyOf(published);
    }

    /** Of an image that was built now. */
    static BuilderOutcome built(BuilderImage image, boolean checked, List<Published> published) {
        return new BuilderOutcome(image, true, checked, published, Optional.empty());
    }

    /** Of an image that was there. */
    static BuilderOutcome known(
            BuilderImage image, BuilderTags tags, List<Published> published, BuilderListener listener) {
        listener.known(image, tags.immutable().orElseThrow());
        listener.published(image, published);
        return new BuilderOutcome(image, false, false, published, Optional.empty());
    }

    /**
     * Of work that may fail without ending the work on other images.
     *
     * @throws CancelledException if the thread was interrupted
     */
    static BuilderOutcome attempt(BuilderImage image, BuilderListener listener, Supplier<BuilderOutcome> work) {
        try {
            return work.get();
        } catch (CancelledException e) {
            throw e;
        } catch (EngineException e) {
            listener.failed(image, e);
            return new BuilderOutcome(image, false, false, List.of(), Optional.of(e));
        }
    }
}
