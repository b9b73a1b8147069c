package io.jenkins.plugins.istioimages.image.staging;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.List;

/**
 * One image of {@code tools/docker.yaml}, with variables as written.
 *
 * @param at where it begins
 * @param name of the image
 * @param dockerfile path below the tree
 * @param files that are copied into the context as they are
 * @param targets that make makes and that are then copied
 * @param base whether others are built on it; made only when asked for by name
 * @param emulationRequired whether its Dockerfile runs something, so that it is made for the machine's own architecture
 *     only
 */
public record TreeEntry(
        SourceLocation at,
        String name,
        String dockerfile,
        List<TreePath> files,
        List<TreePath> targets,
        boolean base,
        boolean emulationRequired) {
    public TreeEntry {
        files = List.copyOf(files);
        targets = List.copyOf(targets);
    }

    /**
     * A path of the file.
     *
     * @param at where it stands
     * @param text with variables as written, like {@code ${TARGET_OUT_LINUX}/pilot-agent}
     */
    public record TreePath(SourceLocation at, String text) {
        /** Whether it is of one platform: below an output directory, whose name has the architecture in it. */
        boolean isOfPlatform() {
            return text.contains("TARGET_OUT") || text.contains("TARGET_ARCH");
        }
    }
}
