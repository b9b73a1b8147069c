package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.publish.PublishReport;
import java.nio.file.Path;
import java.util.List;

/** Hears how builder images come along; called from many threads, must return at once. */
public interface BuilderListener {
    BuilderListener NONE = new BuilderListener() {};

    /** A platform of an image is about to be built. */
    default void building(BuilderImage image, Platform platform) {}

    /** A line that a program wrote for it. */
    default void output(BuilderImage image, Platform platform, String line) {}

    /**
     * The platform is built and stands in an archive.
     *
     * @param bytes of the archive
     */
    default void built(BuilderImage image, Platform platform, long bytes) {}

    /** A tree is about to be built with the image of a platform. */
    default void checking(BuilderImage image, Platform platform, Path tree) {}

    /** That went well. */
    default void checked(BuilderImage image, Path tree) {}

    /** The image of this commit was in the registry before: it is not built again. */
    default void known(BuilderImage image, String tag) {}

    /** The tags point to it. */
    default void published(BuilderImage image, List<PublishReport.Published> tags) {}

    /** Something went wrong with this image; others go on. */
    default void failed(BuilderImage image, RuntimeException reason) {}

    /** Something the user should know. */
    default void notice(String message) {}
}
