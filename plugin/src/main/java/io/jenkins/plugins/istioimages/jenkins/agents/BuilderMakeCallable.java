package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.builder.BuilderMaker;
import io.jenkins.plugins.istioimages.builder.ContextDigest;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderBranch;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.nio.file.Path;

/** Builds the platforms of a branch on an agent that has docker or podman, and sends them by digest. */
public final class BuilderMakeCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final BuilderPlan plan;
    private final BuilderBranch branch;
    private final Machine machine;

    public BuilderMakeCallable(BuilderPlan plan, BuilderBranch branch, Machine machine) {
        this.plan = plan;
        this.branch = branch;
        this.machine = machine;
    }

    /** The text that {@link MadeBuilders} reads. */
    @Override
    String work(Path workspace) {
        Path directory = directory(plan, branch, workspace);
        BuilderTools tools = new BuilderTools(plan.request(), workspace, machine);
        try (RegistryStore registries = tools.registries()) {
            return MadeBuilders.write(new BuilderMaker(tools.workshop(), tools.sender(registries), tools.log())
                    .make(
                            directory,
                            plan.images(branch).stream()
                                    .map(image -> image.image(directory, branch.platforms()))
                                    .toList(),
                            plan.commit()));
        }
    }

    /**
     * Where the Dockerfiles of a branch are: a copy is a workspace of its own.
     *
     * @throws WorkException if it holds something else than was planned
     */
    static Path directory(BuilderPlan plan, BuilderBranch branch, Path workspace) {
        if (branch.isHere()) {
            return workspace.resolve(plan.getDirectory());
        }
        checkCopy(plan, workspace);
        return workspace;
    }

    private static void checkCopy(BuilderPlan plan, Path directory) {
        Digest found = ContextDigest.of(directory);
        if (!found.equals(plan.context())) {
            throw new WorkException("the copy of the builder images in " + directory + " holds " + found + ", not "
                    + plan.context()
                    + " as it was planned: the directory was changed meanwhile, or holds links or files"
                    + " that a stash does not keep as they are");
        }
    }
}
