package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.plan.Stage;

/** Hears how a build goes; called from many threads, must return at once. */
public interface BuildListener {
    BuildListener NONE = new BuildListener() {};

    /** The stage begins. */
    default void started(Stage stage) {}

    /** The stage's result was there already: nothing is run. */
    default void reused(Stage stage, StageRecords records) {}

    /** A program of the stage is about to run. */
    default void running(Stage stage, String command) {}

    /** A line that a program of the stage wrote. */
    default void output(Stage stage, String line) {}

    /** An image is in the staging store, by digest. */
    default void pushed(Stage stage, ImageRecord image) {}

    /** Something the user should know of the stage. */
    default void notice(Stage stage, String message) {}

    /** The stage is done and its result is remembered. */
    default void finished(Stage stage, StageRecords records) {}

    /** The stage failed; others may still be at work. */
    default void failed(Stage stage, RuntimeException reason) {}

    /** The stage is not run, because one that it needs failed. */
    default void notRun(Stage stage, String needed) {}
}
