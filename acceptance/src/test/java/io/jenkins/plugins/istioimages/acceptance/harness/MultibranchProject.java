package io.jenkins.plugins.istioimages.acceptance.harness;

import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import java.nio.file.Path;
import java.util.Map;

/**
 * A multibranch project: a job for each branch and tag of a repository.
 *
 * @param name at the controller's top
 */
public record MultibranchProject(Controller controller, String name) {
    /**
     * Makes one of all branches and tags. Nothing is built before {@link #scan}.
     *
     * @param submodules whether they are checked out, too
     */
    static MultibranchProject create(Controller controller, String name, Path repository, boolean submodules) {
        JenkinsClient.ok(controller
                .admin()
                .postXml(
                        "createItem?name=" + name,
                        Template.fill(
                                "multibranch.xml",
                                Map.of(
                                        "REPOSITORY",
                                        repository.toString(),
                                        "WITHOUT_SUBMODULES",
                                        Boolean.toString(!submodules)))));
        return new MultibranchProject(controller, name);
    }

    /** Looks for what has changed, as a hook of the server would: whose tip is another one is built. */
    public void scan() {
        String result = controller.admin().script(Template.fill("scan.groovy", Map.of("PROJECT", name)));
        if (!result.equals("SUCCESS")) {
            throw new AssertionError("the scan of " + name + " ended with " + result + ": "
                    + controller.admin().text("job/" + name + "/indexing/consoleText"));
        }
    }

    /** The job of a branch or tag. */
    public PipelineJob head(String head) {
        return new PipelineJob(controller, name + "/job/" + head);
    }

    /** The run of a branch that the next scan will find a reason for. */
    public Build next(String branch) {
        return head(branch).run(head(branch).nextBuildNumber());
    }
}
