package io.jenkins.plugins.istioimages.image.base;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.FileTree;
import io.jenkins.plugins.istioimages.image.tree.TreePaths;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an image's layers hold together. Layers are read at the first question, once for all threads. */
public final class BaseFiles {
    private final LayerBlobs layers;
    private LayeredTree tree;

    BaseFiles(LayerBlobs layers) {
        this.layers = layers;
    }

    /** The tree: names, kinds, owners, modes; contents are places in layers. */
    public synchronized FileTree tree() {
        if (tree == null) {
            LayeredTree read = new LayeredTree();
            for (int layer = 0; layer < layers.count(); layer++) {
                LayeredTree.Layer added = read.begin(layer);
                layers.read(layer, (entry, content) -> added.add(entry));
                added.end();
            }
            tree = read;
        }
        return tree;
    }

    /**
     * Takes files out of the layers into a directory.
     *
     * @param wanted what to take; each layer is read at most once
     * @param directory for the files, whose names mean nothing
     * @return where each of them is
     */
    public Map<FileContent.InLayer, Path> extract(Collection<FileContent.InLayer> wanted, Path directory) {
        Map<Integer, Set<String>> byLayer = new HashMap<>();
        wanted.forEach(content ->
                byLayer.computeIfAbsent(content.layer(), l -> new HashSet<>()).add(content.path()));
        Map<FileContent.InLayer, Path> result = new HashMap<>();
        byLayer.forEach((layer, paths) -> layers.read(layer, (entry, content) -> {
            String path = TreePaths.clean(entry.getName());
            if (paths.contains(path) && entry.isFile() && !entry.isLink()) {
                result.put(new FileContent.InLayer(layer, path), save(content, directory));
            }
        }));
        for (FileContent.InLayer content : wanted) {
            if (!result.containsKey(content)) {
                throw new WorkException(content.path() + " is not in layer " + content.layer() + " of " + layers.image()
                        + ": the layer names it and does not hold it");
            }
        }
        return result;
    }

    /**
     * The lines of a small text file.
     *
     * @param maxBytes more are not read
     */
    public List<String> lines(FileContent.InLayer file, long maxBytes) {
        List<String> result = new ArrayList<>();
        layers.read(file.layer(), (entry, content) -> {
            if (TreePaths.clean(entry.getName()).equals(file.path()) && entry.isFile() && !entry.isLink()) {
                result.clear();
                byte[] bytes = content.readNBytes((int) Math.min(maxBytes, Integer.MAX_VALUE));
                new String(bytes, StandardCharsets.UTF_8).lines().forEach(result::add);
            }
        });
        return result;
    }

    private static Path save(InputStream content, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = Files.createTempFile(directory, "file-", ".tmp");
        Files.copy(content, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return file;
    }
}
