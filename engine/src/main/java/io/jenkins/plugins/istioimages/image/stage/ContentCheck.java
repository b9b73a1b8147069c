package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.binary.BinaryCheck;
import io.jenkins.plugins.istioimages.image.binary.BinaryHeader;
import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction;
import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

/** Looks at the beginning of every file that is copied: binaries of another architecture, archives that ADD would unpack. */
final class ContentCheck {
    private final Platform platform;
    private final Instruction.Copy copy;

    ContentCheck(Platform platform, Instruction.Copy copy) {
        this.platform = platform;
        this.copy = copy;
    }

    void check(SortedMap<String, TreeNode> entries) {
        entries.values().forEach(node -> node.content().ifPresent(content -> {
            if (content instanceof FileContent.OnDisk onDisk) {
                check(onDisk.file());
            }
        }));
    }

    private void check(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(BinaryHeader.LENGTH);
            BinaryCheck.check(head, file.toString(), platform);
            if (copy.add() && ArchiveFormat.isArchive(head)) {
                throw new DockerfileException(
                        copy.at(),
                        "ADD would unpack the archive " + file
                                + ", which is not supported: unpack it in the build and COPY the files, or COPY it as"
                                + " it is");
            }
        } catch (IOException e) {
            throw new WorkException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
