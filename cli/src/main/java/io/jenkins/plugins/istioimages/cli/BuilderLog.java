package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderLines;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;

/** Tells of builder images, a line for each change of state, with the image before it. */
final class BuilderLog extends BuilderLines {
    private final ProgressView view;

    BuilderLog(ProgressView view) {
        super(view::tell);
        this.view = view;
    }

    @Override
    public void failed(BuilderImage image, RuntimeException reason) {
        view.say("error: " + reason.getMessage());
    }

    @Override
    public void notice(String message) {
        view.say("notice: " + message);
    }
}
