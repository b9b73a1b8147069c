package io.jenkins.plugins.istioimages.jenkins.pipeline;

import hudson.model.Item;
import java.util.List;
import java.util.Optional;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.scm.api.mixin.TagSCMHead;

/**
 * What a job of a multibranch project builds. It is asked of the job, not of variables of the build, which a Jenkinsfile
 * may set.
 *
 * @param name of the branch or tag; empty for {@link Kind#NONE}
 * @param target branch that a pull request is for; empty where nobody says it
 */
public record Head(Kind kind, String name, String target) {
    /** Without a target. */
    public Head(Kind kind, String name) {
        this(kind, name, "");
    }

    /** What it is. */
    public enum Kind {
        /** A job that is none of a multibranch project. */
        NONE,
        BRANCH,
        TAG,
        /** Somebody's proposal: a pull request, a merge request, a change. */
        CHANGE_REQUEST
    }

    /**
     * Of a job.
     *
     * @param pullRequestBranches names of branches that are to be taken for pull requests, where the server of the
     *     repository does not tell them
     */
    public static Head of(Item job, List<String> pullRequestBranches) {
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        if (head == null) {
            return new Head(Kind.NONE, "");
        }
        if (head instanceof ChangeRequestSCMHead request) {
            // Java knows no rule of Jenkins that it is never null.
            Optional<SCMHead> target = Optional.ofNullable(request.getTarget());
            return new Head(
                    Kind.CHANGE_REQUEST,
                    head.getName(),
                    target.map(SCMHead::getName).orElse(""));
        }
        if (Patterns.names(pullRequestBranches, head.getName())) {
            return new Head(Kind.CHANGE_REQUEST, head.getName());
        }
        return new Head(head instanceof TagSCMHead ? Kind.TAG : Kind.BRANCH, head.getName());
    }

    /** The same, taken for a pull request where a name is one of these, too. */
    Head or(List<String> pullRequestBranches) {
        return isChangeRequest() || !Patterns.names(pullRequestBranches, name)
                ? this
                : new Head(Kind.CHANGE_REQUEST, name);
    }

    public boolean isChangeRequest() {
        return kind == Kind.CHANGE_REQUEST;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case NONE -> "this job";
            case BRANCH -> "branch " + name;
            case TAG -> "tag " + name;
            case CHANGE_REQUEST -> "pull request " + name;
        };
    }
}
