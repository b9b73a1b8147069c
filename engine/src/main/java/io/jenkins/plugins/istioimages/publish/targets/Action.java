package io.jenkins.plugins.istioimages.publish.targets;

/** What has to be done so that a target has what it should have. */
public enum Action {
    /** It is there. */
    NONE,
    /** Nothing is there. */
    CREATE,
    /** What is there is meant to move on with each release: an alias, an index, a draft. */
    UPDATE,
    /** Something else is there that is not meant to change. Only who publishes can say that it goes. */
    CONFLICT
}
