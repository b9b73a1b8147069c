package io.jenkins.plugins.istioimages.jenkins.pipeline;

/** What made a run begin. */
public enum Trigger {
    /** A commit, or whatever else is neither of the others. */
    CHANGE,
    /** Somebody pressed the button. */
    PERSON,
    TIMER
}
