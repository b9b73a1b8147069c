package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that an image consists of: its manifests by level, so that children can go before what names them, and
 * its distinct blobs. Levels count from the leaves; a manifest that is reached twice stands once.
 */
final class CopyPlan {
    /** Index in index in index: nobody writes more, a circle is impossible by digest but not in what a store says. */
    static final int MAX_DEPTH = 8;

    private static final int MAX_MANIFESTS = 20_000;

    private final ImageStore source;
    private final Repository repository;
    private final Workers workers;
    private final Map<Digest, ManifestContent> manifests = new LinkedHashMap<>();
    private final Map<Digest, Integer> levels = new HashMap<>();
    private final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();

    CopyPlan(ImageStore source, Repository repository, Workers workers) {
        this.source = source;
        this.repository = repository;
        this.workers = workers;
    }

    /** Adds a manifest with all it refers to. */
    void add(ManifestContent root) {
        add(root, new ArrayList<>());
    }

    boolean contains(Digest manifest) {
        return manifests.containsKey(manifest);
    }

    /** All manifests so far. */
    List<ManifestContent> manifests() {
        return List.copyOf(manifests.values());
    }

    /** The manifests whose children are all in levels before. */
    List<List<ManifestContent>> byLevel() {
        List<List<ManifestContent>> result = new ArrayList<>();
        manifests.forEach((digest, content) -> {
            int level = levels.get(digest);
            while (result.size() <= level) {
                result.add(new ArrayList<>());
            }
            result.get(level).add(content);
        });
        return result;
    }

    Collection<Descriptor> blobs() {
        return blobs.values();
    }

    private int add(ManifestContent content, List<Digest> path) {
        Integer known = levels.get(content.digest());
        if (known != null) {
            return known;
        }
        checkBounds(content, path);
        Manifest manifest = content.parse();
        int level = 0;
        if (content.isIndex()) {
            List<Digest> here = new ArrayList<>(path);
            here.add(content.digest());
            for (ManifestContent child : fetch(manifest.references())) {
                level = Math.max(level, add(child, here) + 1);
            }
        } else {
            addBlobs(manifest.references());
        }
        manifests.put(content.digest(), content);
        levels.put(content.digest(), level);
        return level;
    }

    private List<ManifestContent> fetch(List<Descriptor> children) {
        return workers.map(children, child -> {
            ManifestContent known = manifests.get(child.digest());
            ManifestContent content = known != null ? known : source.manifest(repository, child.digest());
            if (content.size() != child.size()) {
                throw new StoreException("manifest " + repository.digest(child.digest()) + " has " + content.size()
                        + " bytes, the index that names it says " + child.size());
            }
            return content;
        });
    }

    private void addBlobs(List<Descriptor> references) {
        for (Descriptor blob : references) {
            if (MediaTypes.isNonDistributable(blob.mediaType()) && !blob.urls().isEmpty()) {
                // Whoever pulls the image has it from its urls (image-spec layer.md, "Non-Distributable Layers").
                continue;
            }
            Descriptor other = blobs.putIfAbsent(blob.digest(), blob);
            if (other != null && other.size() != blob.size()) {
                throw new StoreException("blob " + blob.digest() + " of " + repository + " is said to have "
                        + blob.size() + " bytes and " + other.size() + " bytes");
            }
        }
    }

    private void checkBounds(ManifestContent content, List<Digest> path) {
        if (path.contains(content.digest())) {
            throw new StoreException("index " + repository.digest(content.digest()) + " contains itself");
        }
        if (path.size() > MAX_DEPTH) {
            throw new StoreException(
                    "indexes are nested more than " + MAX_DEPTH + " deep under " + repository.digest(path.get(0)));
        }
        if (manifests.size() >= MAX_MANIFESTS) {
            throw new StoreException("the image in " + repository + " has more than " + MAX_MANIFESTS + " manifests");
        }
    }
}
