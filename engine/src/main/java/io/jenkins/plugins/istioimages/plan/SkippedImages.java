package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.image.staging.TreePlan.Skipped;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is left out, stage by stage, and tells it once for each image and reason. */
final class SkippedImages {
    private final IstioTree tree;
    private final Map<Cause, Extent> found = new LinkedHashMap<>();

    SkippedImages(IstioTree tree) {
        this.tree = tree;
    }

    void add(Platform platform, Skipped skipped) {
        Cause cause = new Cause(
                skipped.name(),
                tree.named(skipped.at().toString()),
                tree.named(skipped.reason()),
                skipped.emulationRequired());
        Extent extent = found.computeIfAbsent(cause, key -> new Extent(new LinkedHashSet<>(), new LinkedHashSet<>()));
        extent.variants().add(skipped.variant());
        extent.platforms().add(platform);
    }

    /** In the order of the source's file. */
    List<SkippedImage> list() {
        return found.entrySet().stream()
                .map(entry -> entry.getKey().image(entry.getValue()))
                .toList();
    }

    private record Cause(String image, String at, String reason, boolean ownPlatformOnly) {
        SkippedImage image(Extent extent) {
            return new SkippedImage(
                    image,
                    List.copyOf(extent.variants()),
                    List.copyOf(extent.platforms()),
                    at,
                    reason,
                    ownPlatformOnly);
        }
    }

    private record Extent(Set<String> variants, Set<Platform> platforms) {}
}
