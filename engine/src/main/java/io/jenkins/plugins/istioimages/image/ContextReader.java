package io.jenkins.plugins.istioimages.image;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.image.tree.ContextTree;
import io.jenkins.plugins.istioimages.image.tree.FileTree;
import io.jenkins.plugins.istioimages.image.tree.FilteredTree;
import io.jenkins.plugins.istioimages.image.tree.IgnoreRules;
import io.jenkins.plugins.istioimages.image.tree.IgnoreRules.IllegalIgnoreRuleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a build context: a directory without what its {@code .dockerignore} keeps out, or a mapping as it is. */
final class ContextReader {
    private ContextReader() {}

    /** {@code Dockerfile.dockerignore} beside the Dockerfile goes before the context's {@code .dockerignore}. */
    static FileTree open(ImageRequest request) {
        FileTree tree = ContextTree.of(request.context());
        if (!(request.context() instanceof BuildContext.Directory directory)) {
            return tree;
        }
        if (!Files.isDirectory(directory.root())) {
            throw new InputException("the build context " + directory.root() + " is no directory");
        }
        Path own = request.dockerfile().resolveSibling(request.dockerfile().getFileName() + ".dockerignore");
        Path common = directory.root().resolve(".dockerignore");
        Path file = Files.isRegularFile(own) ? own : common;
        return Files.isRegularFile(file) ? new FilteredTree(tree, read(file)) : tree;
    }

    private static IgnoreRules read(Path file) {
        try {
            return IgnoreRules.parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IllegalIgnoreRuleException e) {
            InputException located =
                    new InputException(new SourceLocation(file.toString(), e.line(), 1), e.getMessage());
            located.initCause(e);
            throw located;
        } catch (IOException e) {
            throw new InputException("cannot read " + file + " as UTF-8 text: " + e.getMessage(), e);
        }
    }
}
