package io.jenkins.plugins.istioimages.publish.attach;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is signed of an image: its index and every manifest below it, the root first, each once. */
public final class ImageParts {
    /** Nobody nests indexes deeper. */
    private static final int MOST_LEVELS = 8;

    private static final int MOST = 1000;

    private final ImageStore store;
    private final Repository repository;
    private final Map<Digest, Part> parts = new LinkedHashMap<>();

    private ImageParts(ImageStore store, Repository repository) {
        this.store = store;
        this.repository = repository;
    }

    /**
     * One of them.
     *
     * @param manifest its descriptor
     * @param platform as the index says; of the index itself none
     * @param content its bytes
     */
    public record Part(Descriptor manifest, Optional<Platform> platform, ManifestContent content) {
        /** {@code index}, or a platform where it is known. */
        public String title() {
            return content.isIndex()
                    ? "index"
                    : platform.map(Platform::toString).orElse("image");
        }
    }

    /**
     * Reads them.
     *
     * @throws StoreException if one is missing or damaged
     */
    public static List<Part> of(ImageStore store, Repository repository, ManifestContent root) {
        ImageParts result = new ImageParts(store, repository);
        result.add(root, Optional.empty(), 0);
        return List.copyOf(result.parts.values());
    }

    private void add(ManifestContent content, Optional<Platform> platform, int level) {
        Part part = new Part(content.descriptor(), platform, content);
        if (parts.putIfAbsent(content.digest(), part) != null || !content.isIndex()) {
            return;
        }
        if (level >= MOST_LEVELS || parts.size() > MOST) {
            throw new StoreException(repository.digest(content.digest()) + " nests too deep or has too many manifests");
        }
        for (Descriptor child : content.parse().references()) {
            add(store.manifest(repository, child.digest()), child.platform(), level + 1);
        }
    }
}
