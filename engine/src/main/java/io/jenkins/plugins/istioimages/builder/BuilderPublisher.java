package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.PublishListener;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings images whose platforms were all built here to registries: platforms by digest, then what users pull. */
public final class BuilderPublisher {
    private final BuilderSender sender;
    private final BuilderTagger tagger;
    private final KnownImages known;

    /**
     * @param hubs that images are put below
     * @param cache where it is remembered which layer compresses to what
     */
    public BuilderPublisher(
            ImageStore target, List<Repository> hubs, Compressor compressor, Path cache, PublishListener listener) {
        this.sender = new BuilderSender(target, hubs, compressor, cache, listener);
        this.tagger = new BuilderTagger(target, hubs);
        this.known = new KnownImages(target, hubs);
    }

    /** Publishes all platforms under all tags. */
    List<Published> publish(BuiltImage built, BuilderTags tags) {
        return tagger.tag(built.image(), tags, sender.send(built, Optional.empty()));
    }

    /** {@link KnownImages#republish}. */
    Optional<List<Published>> republish(BuilderImage image, BuilderTags tags) {
        return known.republish(image, tags);
    }
}
