package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** Builder images that are asked for, and where their platforms are built. */
public final class BuilderPlan implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BuilderRequest request;
    private final String commit;
    private final String context;
    private final ArrayList<PlannedBuilder> images;
    private final ArrayList<BuilderBranch> branches;

    /** @param branches in which each platform that is to be built stands once */
    public BuilderPlan(BuilderRequest request, BuilderSurvey survey, List<BuilderBranch> branches) {
        this.request = request;
        this.commit = survey.commit();
        this.context = survey.context().toString();
        this.images = new ArrayList<>(survey.images());
        this.branches = new ArrayList<>(branches);
    }

    /** Where something is built. */
    @Whitelisted
    public List<BuilderBranch> getBranches() {
        return List.copyOf(branches);
    }

    /** Whether another workspace needs a copy of the directory. */
    @Whitelisted
    public boolean isAway() {
        return branches.stream().anyMatch(branch -> !branch.isHere());
    }

    /** The directory of the Dockerfiles in the workspace that was planned in. */
    @Whitelisted
    public String getDirectory() {
        return request.directory();
    }

    /** Name of the stash that copies are taken from; another for each content. */
    @Whitelisted
    public String getStash() {
        return "istio-images-builder-" + Digest.parse(context).hex();
    }

    /**
     * A branch.
     *
     * @throws WorkException if there is none of that id
     */
    public BuilderBranch branch(String id) {
        return branches.stream()
                .filter(branch -> branch.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> new WorkException("the plan of builder images has no branch '" + id + "'"));
    }

    /** What was asked for. */
    public BuilderRequest request() {
        return request;
    }

    /** All that were asked for. */
    public List<PlannedBuilder> images() {
        return List.copyOf(images);
    }

    /** Those that something is built of in a branch. */
    public List<PlannedBuilder> images(BuilderBranch branch) {
        return images.stream()
                .filter(image -> !image.known() && image.platforms().stream().anyMatch(branch.platforms()::contains))
                .toList();
    }

    /** Of the directory. */
    public Optional<String> commit() {
        return Optional.of(commit).filter(sha -> !sha.isEmpty());
    }

    /** What the directory holds. */
    public Digest context() {
        return Digest.parse(context);
    }

    @Override
    public String toString() {
        return "plan of " + images.size() + " builder images in " + branches;
    }
}
