package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration;
import io.jenkins.plugins.istioimages.jenkins.pipeline.Head;
import java.util.List;

/**
 * What a run of a pull request may not do, whatever its Jenkinsfile says: whoever opens one may change the Jenkinsfile,
 * too.
 */
final class PullRequests {
    private PullRequests() {}

    /** What the job of a run builds. */
    static Head head(Run<?, ?> run) {
        return Head.of(
                run.getParent(),
                Texts.words(List.of(IstioImagesConfiguration.get().getPullRequestBranches())));
    }

    /**
     * Stops a step that would publish something.
     *
     * @param step its name
     * @throws AbortException in a run of a pull request
     */
    static void refuse(Run<?, ?> run, String step) throws AbortException {
        Head head = head(run);
        if (head.isChangeRequest()) {
            throw new AbortException(
                    step + ": this is a run of " + head + ", which publishes nothing; a branch or a tag does");
        }
    }

    /**
     * Whether a run gets the system's credentials.
     *
     * @param named id that a call names; empty for the system's
     * @throws AbortException in a run of a pull request, if the call wants credentials of its own
     */
    static boolean mayUse(Run<?, ?> run, String named) throws AbortException {
        Head head = head(run);
        if (head.isChangeRequest() && !Defaults.named(named).isEmpty()) {
            throw new AbortException("this is a run of " + head + ", which gets no credentials: not '" + named + "'");
        }
        return !head.isChangeRequest();
    }
}
