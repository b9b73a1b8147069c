package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.builder.BuilderCheck;
import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderOutcome;
import io.jenkins.plugins.istioimages.builder.BuilderRun;
import io.jenkins.plugins.istioimages.builder.BuilderTags;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderBranch;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Builds the platforms of a branch, tries them where the source tree is, and keeps nothing but the program's own cache. */
public final class BuilderCheckCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final BuilderPlan plan;
    private final BuilderBranch branch;
    private final Machine machine;

    public BuilderCheckCallable(BuilderPlan plan, BuilderBranch branch, Machine machine) {
        this.plan = plan;
        this.branch = branch;
        this.machine = machine;
    }

    /** What was built, one a line. */
    @Override
    String work(Path workspace) {
        Path directory = BuilderMakeCallable.directory(plan, branch, workspace);
        BuilderTools tools = new BuilderTools(plan.request(), workspace, machine);
        // The tree is in the workspace that was planned in.
        Optional<BuilderCheck> check = branch.isHere() ? tools.check() : Optional.empty();
        List<BuilderImage> images = plan.images(branch).stream()
                .map(image -> image.image(directory, branch.platforms()))
                .toList();
        List<BuilderOutcome> outcomes = new BuilderRun(tools.workshop(), check, Optional.empty(), tools.log())
                .run(directory, images, BuilderTags::moving);
        List<String> failed = outcomes.stream()
                .filter(outcome -> outcome.failure().isPresent())
                .map(outcome ->
                        outcome.image().label() + ": " + outcome.failure().get().getMessage())
                .toList();
        if (!failed.isEmpty()) {
            throw new WorkException(
                    failed.size() + " of " + outcomes.size() + " builder images failed:\n" + String.join("\n", failed));
        }
        return images.stream().map(BuilderImage::label).collect(Collectors.joining("\n"));
    }
}
