package io.jenkins.plugins.istioimages.validate.facts;

import java.util.List;
import java.util.Optional;

/**
 * An archive of images in a release.
 *
 * @param file relative to the release
 * @param name what the file name says
 * @param images that are in it; none where it is damaged
 * @param damage why it could not be read to its end
 */
public record ImageArchive(String file, ImageName name, List<ImageFile> images, Optional<String> damage) {
    public ImageArchive {
        images = List.copyOf(images);
    }
}
