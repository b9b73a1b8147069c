package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderListener;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import java.nio.file.Path;
import java.util.List;

/** Tells of builder images, a line for each change of state, with the image before it. */
final class BuilderLog implements BuilderListener {
    private final ProgressView view;

    BuilderLog(ProgressView view) {
        this.view = view;
    }

    @Override
    public void building(BuilderImage image, Platform platform) {
        view.tell("[" + image.label() + " " + platform + "] is built");
    }

    @Override
    public void output(BuilderImage image, Platform platform, String line) {
        view.tell("[" + image.label() + " " + platform + "] | " + line);
    }

    @Override
    public void built(BuilderImage image, Platform platform, long bytes) {
        view.tell("[" + image.label() + " " + platform + "] built, " + bytes + " bytes");
    }

    @Override
    public void checking(BuilderImage image, Platform platform, Path tree) {
        view.tell("[" + image.label() + " " + platform + "] is tried on " + tree);
    }

    @Override
    public void checked(BuilderImage image, Path tree) {
        view.tell("[" + image.label() + "] builds " + tree);
    }

    @Override
    public void known(BuilderImage image, String tag) {
        view.tell("[" + image.label() + "] is not built again: this commit's image is there as " + tag);
    }

    @Override
    public void published(BuilderImage image, List<Published> tags) {
        tags.forEach(tag -> view.tell("[" + image.label() + "] " + tag.reference() + " is "
                + tag.manifest().digest() + (tag.written() ? "" : " as before")));
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
