package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import java.util.List;
import java.util.Optional;

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
}
