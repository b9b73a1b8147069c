package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.FileTree;
import io.jenkins.plugins.istioimages.image.tree.Symlinks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The users and groups of a stage: its own /etc/passwd and /etc/group, or its base image's. */
final class Owners {
    private static final long MAX_BYTES = 1024 * 1024;

    private Owners() {}

    static OwnerLookup in(StageState state) {
        return new OwnerLookup(path -> lines(state, path));
    }

    private static Optional<List<String>> lines(StageState state, String path) {
        FileTree tree = state.tree();
        return Symlinks.resolve(tree, path)
                .flatMap(tree::find)
                .flatMap(node -> node.content())
                .map(content -> read(state, content));
    }

    private static List<String> read(StageState state, FileContent content) {
        try {
            if (content instanceof FileContent.InLayer inLayer) {
                return state.base().orElseThrow().files().lines(inLayer, MAX_BYTES);
            }
            Path file = ((FileContent.OnDisk) content).file();
            return Files.size(file) > MAX_BYTES ? List.of() : Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new io.jenkins.plugins.istioimages.errors.WorkException(
                    "cannot read the users of the image: " + e.getMessage(), e);
        }
    }
}
