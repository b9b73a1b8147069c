package io.jenkins.plugins.istioimages.jenkins.agents;

import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.build.BuildListener;
import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.StageRecords;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.store.TransferListener;

/** Tells the build's log, a line for each change of state. */
final class StepLog implements BuildListener, TransferListener {
    private final TaskListener listener;

    StepLog(TaskListener listener) {
        this.listener = listener;
    }

    /** Sent at once: what an agent still holds back when its work ends is lost to the log. */
    void say(String line) {
        listener.getLogger().println(line);
        listener.getLogger().flush();
    }

    @Override
    public void reused(Stage stage, StageRecords records) {
        say("stage " + stage.id() + " is done already: " + records + ", nothing to build");
    }

    @Override
    public void pushed(Stage stage, ImageRecord image) {
        say("pushed " + image.name() + " (" + image.variant() + ") "
                + image.manifest().digest() + ", " + image.size() + " bytes");
    }

    @Override
    public void notice(Stage stage, String message) {
        notice(message);
    }

    @Override
    public void notice(String message) {
        say("notice: " + message);
    }

    @Override
    public void finished(Stage stage, StageRecords records) {
        say("stage " + stage.id() + " finished: " + records);
    }
}
