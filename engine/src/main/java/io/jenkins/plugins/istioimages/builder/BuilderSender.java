package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.ArchivePublisher;
import io.jenkins.plugins.istioimages.publish.PlacedImage;
import io.jenkins.plugins.istioimages.publish.PublishListener;
import io.jenkins.plugins.istioimages.publish.PublishRequest;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings platforms of built images into all hubs by digest. Nobody sees anything of it until {@link BuilderTagger}. */
public final class BuilderSender {
    /** What a commit is of, in records. */
    public static final String SOURCE = "builder";

    private final ImageStore target;
    private final List<Repository> hubs;
    private final Compressor compressor;
    private final Path cache;
    private final PublishListener listener;

    /**
     * @param hubs that images are put below
     * @param cache where it is remembered which layer compresses to what
     */
    public BuilderSender(
            ImageStore target, List<Repository> hubs, Compressor compressor, Path cache, PublishListener listener) {
        this.target = target;
        this.hubs = List.copyOf(hubs);
        this.compressor = compressor;
        this.cache = cache;
        this.listener = listener;
    }

    /**
     * Sends all platforms that were built.
     *
     * @param commit of the directory; empty where it has none
     * @return a record for each; its repository is that of the first hub
     */
    List<ImageRecord> send(BuiltImage built, Optional<String> commit) {
        PublishRequest request = new PublishRequest(
                built.archives(),
                hubs,
                List.of(),
                List.of(),
                Optional.empty(),
                Math.max(2, Runtime.getRuntime().availableProcessors()));
        SortedMap<String, String> sources =
                new TreeMap<>(commit.map(sha -> Map.of(SOURCE, sha)).orElse(Map.of()));
        return new ArchivePublisher(target, compressor, cache, listener)
                .place(request).stream()
                        .map(placed -> record(built.image(), placed, sources))
                        .toList();
    }

    /** Names the work for a platform, in records and in Jenkins' stages. */
    public static String stage(Platform platform) {
        return "builder-" + platform.slug();
    }

    private ImageRecord record(BuilderImage image, PlacedImage placed, SortedMap<String, String> sources) {
        return new ImageRecord(
                image.name(),
                image.version(),
                hubs.get(0).resolve(image.name()),
                placed.platform(),
                placed.manifest(),
                placed.size(),
                placed.layers(),
                sources,
                stage(placed.platform()));
    }
}
