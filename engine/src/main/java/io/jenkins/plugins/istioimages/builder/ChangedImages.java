package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which builder images a change is of. A Dockerfile changes its own version, and those that are links to it; everything else in the directory is in the
 * context of all of them, such as {@code scripts/}, and so is the Makefile that builds them; notes in Markdown are not.
 */
public final class ChangedImages {
    private static final String MAKEFILE = "Makefile";

    private final BuilderDirectory directory;
    private final String prefix;

    /** @param inRepository the directory's path from the top of its repository, with slashes; empty for the top */
    public ChangedImages(BuilderDirectory directory, String inRepository) {
        this.directory = directory;
        this.prefix = inRepository.isEmpty() ? "" : inRepository + "/";
    }

    /**
     * The images to build again.
     *
     * @param changed paths from the top of the repository; also of files that are gone
     */
    public List<BuilderImage> of(Collection<String> changed) {
        if (changed.stream().anyMatch(this::isShared)) {
            return directory.images();
        }
        return directory.images().stream()
                .filter(image -> changed.contains(prefix + image.dockerfile().getFileName())
                        || target(image).filter(changed::contains).isPresent())
                .toList();
    }

    /** What a Dockerfile that is a link leads to, from the top of the repository. */
    private Optional<String> target(BuilderImage image) {
        if (!Files.isSymbolicLink(image.dockerfile())) {
            return Optional.empty();
        }
        try {
            Path top = directory.path().toRealPath();
            for (int up = Path.of(prefix).getNameCount(); !prefix.isEmpty() && up > 0; up--) {
                top = top.getParent();
            }
            return Optional.of(top.relativize(image.dockerfile().toRealPath()).toString());
        } catch (IOException e) {
            throw new WorkException("cannot read the link " + image.dockerfile() + ": " + e.getMessage(), e);
        }
    }

    private boolean isShared(String path) {
        if (path.equals(MAKEFILE)) {
            return true;
        }
        if (!path.startsWith(prefix)) {
            return false;
        }
        String inside = path.substring(prefix.length());
        boolean dockerfile = inside.endsWith(".Dockerfile") && inside.indexOf('/') < 0;
        // Where the directory is the top of its repository, what begins with a dot is git's and the CI's.
        boolean hidden = prefix.isEmpty() && inside.startsWith(".") && !inside.equals(".dockerignore");
        return !dockerfile && !inside.endsWith(".md") && !hidden;
    }
}
