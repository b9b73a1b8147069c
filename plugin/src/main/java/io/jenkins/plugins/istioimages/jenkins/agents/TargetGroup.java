package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.source.Lock;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * Targets of one kind that files or sources of a release go to, with the secrets for them: it goes to an agent for one
 * piece of work, and is never saved.
 */
public interface TargetGroup extends Serializable {
    /**
     * What the targets are called, known before an agent is asked.
     *
     * @param lock of the release
     */
    List<TargetName> names(Lock lock);

    /**
     * The targets, on the agent.
     *
     * @param workspace that parameters name files in
     */
    List<PublishTarget> targets(ReleaseFolder release, Path workspace, Machine machine);
}
