package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.image.base.BaseFiles;
import io.jenkins.plugins.istioimages.image.tree.FileTree;
import java.util.Optional;

/**
 * What COPY reads from.
 *
 * @param tree the files
 * @param layers where contents that are in layers are taken from
 * @param title for messages, for example {@code the build context}
 */
record CopySource(FileTree tree, Optional<BaseFiles> layers, String title) {}
