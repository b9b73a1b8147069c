package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Tells of builder images in words, a line for each change of state, with the image before it. */
public abstract class BuilderLines implements BuilderListener {
    private final Consumer<String> lines;

    /** @param lines takes each line, without its end */
    protected BuilderLines(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void building(BuilderImage image, Platform platform) {
        lines.accept("[" + image.label() + " " + platform + "] is built");
    }

    @Override
    public void output(BuilderImage image, Platform platform, String line) {
        lines.accept("[" + image.label() + " " + platform + "] | " + line);
    }

    @Override
    public void built(BuilderImage image, Platform platform, long bytes) {
        lines.accept("[" + image.label() + " " + platform + "] built, " + bytes + " bytes");
    }

    @Override
    public void checking(BuilderImage image, Platform platform, Path tree) {
        lines.accept("[" + image.label() + " " + platform + "] is tried on " + tree);
    }

    @Override
    public void checked(BuilderImage image, Path tree) {
        lines.accept("[" + image.label() + "] builds " + tree);
    }

    @Override
    public void known(BuilderImage image, String tag) {
        lines.accept("[" + image.label() + "] is not built again: this commit's image is there as " + tag);
    }

    @Override
    public void published(BuilderImage image, List<Published> tags) {
        tags.forEach(tag -> lines.accept("[" + image.label() + "] " + tag.reference() + " is "
                + tag.manifest().digest() + (tag.written() ? "" : " as before")));
    }
}
