package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.patch.FormatError;
import org.eclipse.jgit.patch.Patch;
import org.eclipse.jgit.patch.PatchApplier;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Applies patches to working copies as {@code git apply} does: lines of a hunk may have moved, their text may not have
 * changed. A patch that does not fit everywhere is refused with the file and the hunk.
 */
public final class TreePatch {
    private final String name;
    private final byte[] content;

    /**
     * @param name for messages
     * @param content unified diff, as {@code git diff} and {@code git format-patch} write it
     */
    public TreePatch(String name, byte[] content) {
        this.name = name;
        this.content = content.clone();
    }

    /**
     * Changes the files of a working copy that {@link Checkout} made. After a failure the tree is of no use.
     *
     * @return paths that were changed
     * @throws PatchException if it is no patch, does not fit, or reaches out of the tree
     */
    public List<String> apply(Path workingCopy) {
        try (Repository repository = new FileRepositoryBuilder()
                .setWorkTree(workingCopy.toFile())
                .setGitDir(workingCopy.resolve(Constants.DOT_GIT).toFile())
                .build()) {
            PatchApplier.Result result = new PatchApplier(repository).applyPatch(parse());
            if (!result.getErrors().isEmpty()) {
                throw new PatchException("the patch " + name + " does not apply: "
                        + result.getErrors().stream().map(Object::toString).collect(Collectors.joining("; ")));
            }
            return List.copyOf(result.getPaths());
        } catch (IOException e) {
            throw new WorkException("cannot apply the patch " + name + " in " + workingCopy + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw e instanceof PatchException refused
                    ? refused
                    : new PatchException("the patch " + name + " does not apply: " + e.getMessage());
        }
    }

    private Patch parse() throws IOException {
        Patch patch = new Patch();
        patch.parse(new ByteArrayInputStream(content));
        if (!patch.getErrors().isEmpty()) {
            FormatError error = patch.getErrors().get(0);
            throw new PatchException("the patch " + name + " is malformed at byte " + error.getOffset() + ": "
                    + error.getMessage() + ", in '" + error.getLineText().strip() + "'");
        }
        if (patch.getFiles().isEmpty()) {
            throw new PatchException("the patch " + name + " changes no file: is it a unified diff?");
        }
        for (FileHeader file : patch.getFiles()) {
            Stream.of(file.getOldPath(), file.getNewPath()).forEach(this::refuseOutside);
        }
        return patch;
    }

    private void refuseOutside(String path) {
        boolean outside = !path.equals(DiffEntry.DEV_NULL)
                && (path.startsWith("/")
                        || Stream.of(path.split("/", -1))
                                .anyMatch(part -> part.equals("..") || part.equalsIgnoreCase(Constants.DOT_GIT)));
        if (outside) {
            throw new PatchException("the patch " + name + " reaches out of the tree: " + path);
        }
    }
}
