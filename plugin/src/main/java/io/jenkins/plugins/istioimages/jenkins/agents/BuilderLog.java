package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderLines;

/** Tells the build's log of builder images. */
final class BuilderLog extends BuilderLines {
    private final StepLog log;

    BuilderLog(StepLog log) {
        super(log::say);
        this.log = log;
    }

    @Override
    public void failed(BuilderImage image, RuntimeException reason) {
        log.say("[" + image.label() + "] failed: " + reason.getMessage());
    }

    @Override
    public void notice(String message) {
        log.notice(message);
    }
}
