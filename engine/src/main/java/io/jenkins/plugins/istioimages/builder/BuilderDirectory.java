package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A directory of builder images; also the build context of each of them, as in Maistra's Makefile.
 *
 * @param path of it
 * @param images by name, then the oldest version first and names like {@code main} last
 * @param leftAlone Dockerfiles whose names say no version
 */
public record BuilderDirectory(Path path, List<BuilderImage> images, List<String> leftAlone) {
    public BuilderDirectory {
        images = List.copyOf(images);
        leftAlone = List.copyOf(leftAlone);
    }

    /**
     * The images of some versions, or with some {@code NAME:VERSION}.
     *
     * @param wanted all of them where it is empty
     * @throws InputException for one that there is no Dockerfile of
     */
    public List<BuilderImage> versions(Collection<String> wanted) {
        wanted.forEach(this::checkKnown);
        return images.stream()
                .filter(image -> wanted.isEmpty() || wanted.contains(image.version()) || wanted.contains(image.label()))
                .toList();
    }

    private void checkKnown(String version) {
        if (images.stream().noneMatch(image -> version.equals(image.version()) || version.equals(image.label()))) {
            List<String> known =
                    images.stream().map(BuilderImage::version).distinct().toList();
            throw new InputException("there is no Dockerfile of version '" + version + "' in " + path
                    + NearestName.hint(version, known) + " (there are "
                    + known.stream().collect(Collectors.joining(", ")) + ")");
        }
    }
}
