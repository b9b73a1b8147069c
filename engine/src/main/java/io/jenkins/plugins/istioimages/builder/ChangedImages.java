package io.jenkins.plugins.istioimages.builder;

import java.util.Collection;
import java.util.List;

/**
 * Which builder images a change is of. A Dockerfile changes its own version; everything else in the directory is in the
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
                .filter(image -> changed.contains(prefix + image.dockerfile().getFileName()))
                .toList();
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
