package io.jenkins.plugins.istioimages.image.base;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/**
 * Finds base images in stores, asked in order: layouts first, for example, then registries. Each image of each platform is
 * resolved once, so that a tag that moves during a build cannot give two bases to one release. Safe for many threads.
 */
public final class BaseImages {
    private record Key(String reference, Platform platform) {}

    private final List<ImageStore> stores;
    private final Map<String, String> replaced;
    private final ConcurrentMap<Key, CompletableFuture<BaseImage>> found;

    /** @param stores asked in order; the first that knows a reference has it */
    public BaseImages(List<ImageStore> stores) {
        this(List.copyOf(stores), Map.of(), new ConcurrentHashMap<>());
    }

    private BaseImages(
            List<ImageStore> stores,
            Map<String, String> replaced,
            ConcurrentMap<Key, CompletableFuture<BaseImage>> found) {
        this.stores = stores;
        this.replaced = replaced;
        this.found = found;
    }

    /**
     * The same images, of which some take the place of others.
     *
     * @param others references by those that are asked for
     */
    public BaseImages replacing(Map<String, String> others) {
        return new BaseImages(stores, Map.copyOf(others), found);
    }

    /**
     * The image of a platform.
     *
     * @param reference as after FROM
     * @throws BaseImageException if no store has it, or not for this platform
     * @throws io.jenkins.plugins.istioimages.store.StoreException if a store does not answer
     */
    public BaseImage find(String reference, Platform platform) {
        return findActual(replaced.getOrDefault(reference, reference), platform);
    }

    private BaseImage findActual(String reference, Platform platform) {
        Key key = new Key(reference, platform);
        CompletableFuture<BaseImage> mine = new CompletableFuture<>();
        CompletableFuture<BaseImage> other = found.putIfAbsent(key, mine);
        if (other != null) {
            return await(key, other);
        }
        try {
            BaseImage image = load(reference, platform);
            mine.complete(image);
            return image;
        } catch (RuntimeException | Error e) {
            found.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private BaseImage await(Key key, CompletableFuture<BaseImage> other) {
        try {
            return other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled while " + key.reference() + " was looked up", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancelledException) {
                return findActual(key.reference(), key.platform());
            }
            if (e.getCause() instanceof EngineException known) {
                throw known;
            }
            throw new WorkException("cannot look up " + key.reference() + ": " + e.getCause(), e.getCause());
        }
    }

    private BaseImage load(String text, Platform platform) {
        Reference reference;
        try {
            reference = Reference.parse(text);
        } catch (InputException e) {
            throw new BaseImageException("the base image '" + text + "' is no image reference: " + e.getMessage());
        }
        for (ImageStore store : stores) {
            Optional<Descriptor> root = store.resolve(reference);
            if (root.isPresent()) {
                return new PlatformChoice(store, reference, text).choose(root.get(), platform);
            }
        }
        throw new BaseImageException("the base image " + reference + " is not to be found in " + names());
    }

    private String names() {
        return stores.isEmpty()
                ? "any store: none was given"
                : String.join(" or ", stores.stream().map(Object::toString).toList());
    }

    /** A base image is not there, or not for the platform that is wanted. */
    public static final class BaseImageException extends InputException {
        private static final long serialVersionUID = 1L;

        BaseImageException(String message) {
            super(message);
        }
    }
}
