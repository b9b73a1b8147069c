package io.jenkins.plugins.istioimages.image.layer;

import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/**
 * Tells layers apart before they are written: equal keys, equal bytes, as long as no file changes during the build. Files
 * count by inode, size and time, so that nothing is read twice.
 */
record LayerKey(Digest digest) {
    static LayerKey of(LayerSpec spec) throws IOException {
        StringBuilder text =
                new StringBuilder().append(spec.time().getEpochSecond()).append('\n');
        for (Map.Entry<String, TreeNode> entry : spec.entries().entrySet()) {
            TreeNode node = entry.getValue();
            text.append(entry.getKey()).append('\0').append(node.kind()).append('\0');
            text.append(node.mode())
                    .append('\0')
                    .append(node.uid())
                    .append('\0')
                    .append(node.gid());
            text.append('\0').append(node.target()).append('\0');
            if (node.content().isPresent() && node.content().get() instanceof FileContent.OnDisk onDisk) {
                text.append(identity(onDisk.file()));
            }
            text.append('\n');
        }
        return new LayerKey(Digest.sha256(text.toString()));
    }

    private static String identity(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Object key = attributes.fileKey() == null ? file.toRealPath() : attributes.fileKey();
        return key + "/" + attributes.size() + "/" + attributes.lastModifiedTime();
    }
}
