package io.jenkins.plugins.istioimages.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.image.tree.TreePaths;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image as a container sees it: all files of all layers, and the configuration. No whiteouts are expected. */
final class FlatImage {
    private final Map<String, String> files = new TreeMap<>();
    private final ObjectNode config;

    FlatImage(ImageStore store, Repository repository, Digest manifest) {
        ImageManifest image =
                (ImageManifest) store.manifest(repository, manifest).parse();
        try {
            for (Descriptor layer : image.layers()) {
                read(store.openBlob(repository, layer));
            }
            try (InputStream in = store.openBlob(repository, image.config())) {
                config = (ObjectNode)
                        ImageConfig.parse(in.readAllBytes(), "config").tree().path("config");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By path: kind, mode, owner, link target and digest of the content. */
    Map<String, String> files() {
        return files;
    }

    ObjectNode config() {
        return config;
    }

    private void read(InputStream blob) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(Decompressor.open(new BufferedInputStream(blob)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String what = entry.isDirectory()
                        ? "directory"
                        : entry.isSymbolicLink()
                                ? "-> " + entry.getLinkName()
                                : Digest.sha256(tar.readAllBytes()).toString();
                for (String parent : TreePaths.parents(TreePaths.clean(entry.getName()))) {
                    // A directory that a layer does not name is made like this by whoever unpacks it.
                    files.putIfAbsent(parent + "/", "0755 0:0 directory");
                }
                files.put(
                        entry.getName(),
                        String.format(
                                "%04o %d:%d %s",
                                entry.getMode() & 07777, entry.getLongUserId(), entry.getLongGroupId(), what));
            }
        }
    }
}
