package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderListener;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import java.nio.file.Path;
import java.util.List;

/** Tells the build's log of builder images. */
final class BuilderLog implements BuilderListener {
    private final StepLog log;

    BuilderLog(StepLog log) {
        this.log = log;
    }

    @Override
    public void building(BuilderImage image, Platform platform) {
        log.say("[" + image.label() + " " + platform + "] is built");
    }

    @Override
    public void output(BuilderImage image, Platform platform, String line) {
        log.say("[" + image.label() + " " + platform + "] | " + line);
    }

    @Override
    public void built(BuilderImage image, Platform platform, long bytes) {
        log.say("[" + image.label() + " " + platform + "] built, " + bytes + " bytes");
    }

    @Override
    public void checking(BuilderImage image, Platform platform, Path tree) {
        log.say("[" + image.label() + " " + platform + "] is tried on " + tree);
    }

    @Override
    public void checked(BuilderImage image, Path tree) {
        log.say("[" + image.label() + "] builds " + tree);
    }

    @Override
    public void known(BuilderImage image, String tag) {
        log.say("[" + image.label() + "] is not built again: this commit's image is there as " + tag);
    }

    @Override
    public void published(BuilderImage image, List<Published> tags) {
        tags.forEach(tag -> log.say("[" + image.label() + "] " + tag.reference() + " is "
                + tag.manifest().digest() + (tag.written() ? "" : ", was there")));
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
