package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.build.BuildListener;
import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.StageRecords;
import io.jenkins.plugins.istioimages.plan.Stage;

/** Tells of a build, a line for each change of state, with the stage before it. */
final class BuildLog implements BuildListener {
    private final Terminal terminal;
    private final boolean quiet;

    /** @param quiet leaves the output of programs out; a failed stage shows its last lines all the same */
    BuildLog(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        this.quiet = quiet;
    }

    @Override
    public void started(Stage stage) {
        say(stage, "started on " + stage.platform());
    }

    @Override
    public void reused(Stage stage, StageRecords records) {
        say(stage, "is done already: " + records + ", nothing to build");
    }

    @Override
    public void running(Stage stage, String command) {
        say(stage, "runs " + command);
    }

    @Override
    public void output(Stage stage, String line) {
        if (!quiet) {
            say(stage, "| " + line);
        }
    }

    @Override
    public void pushed(Stage stage, ImageRecord image) {
        say(
                stage,
                "pushed " + image.name() + " (" + image.variant() + ") "
                        + image.manifest().digest() + ", " + image.size() + " bytes");
    }

    @Override
    public void notice(Stage stage, String message) {
        say(stage, "notice: " + message);
    }

    @Override
    public void finished(Stage stage, StageRecords records) {
        say(stage, "finished: " + records);
    }

    @Override
    public void failed(Stage stage, RuntimeException reason) {
        say(stage, "failed");
    }

    @Override
    public void notRun(Stage stage, String needed) {
        say(stage, "not run, because it needs " + needed);
    }

    private void say(Stage stage, String text) {
        terminal.err().println("[" + stage.id() + "] " + text);
    }
}
