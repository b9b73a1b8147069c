package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.image.dockerfile.Dockerfile;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction;
import io.jenkins.plugins.istioimages.image.dockerfile.Stage.Base;
import io.jenkins.plugins.istioimages.image.dockerfile.StageGraph;
import io.jenkins.plugins.istioimages.image.staging.TreeImage;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which images other images are made from, by FROM and by {@code COPY --from}. */
final class BaseReferences {
    private BaseReferences() {}

    /** References as their Dockerfiles have them, variables replaced, sorted. */
    static List<String> of(List<TreeImage> images) {
        Set<String> references = new TreeSet<>();
        images.forEach(image -> collect(image, references));
        return List.copyOf(references);
    }

    private static void collect(TreeImage image, Set<String> references) {
        StageGraph graph = StageGraph.of(
                Dockerfile.read(image.dockerfile()), image.buildArgs(), Platform.current(), image.platform());
        graph.stages().forEach(stage -> {
            if (stage.base() instanceof Base.Image base) {
                references.add(base.reference());
            }
            for (Instruction instruction : stage.instructions()) {
                if (instruction instanceof Instruction.Copy copy) {
                    copy.flags()
                            .from()
                            .filter(from -> graph.stage(from, stage).isEmpty())
                            .ifPresent(references::add);
                }
            }
        });
    }
}
