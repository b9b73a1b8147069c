package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.ArchivedImage.ComingLayer;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.MissingContent;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings images into repositories by digest, untagged: each layer as soon as it is made, then config and manifest. Where
 * all layers are known from an earlier run, the registry is first asked what it has, and only what is missing is made.
 */
final class ImagePlacer {
    private final ImageStore target;
    private final LayerShop shop;
    private final Lanes lanes;
    private final BlobPlaces places;
    private final PublishListener listener;

    ImagePlacer(ImageStore target, LayerShop shop, Lanes lanes, BlobPlaces places, PublishListener listener) {
        this.target = target;
        this.shop = shop;
        this.lanes = lanes;
        this.places = places;
        this.listener = listener;
    }

    /** Has it done by tasks, the last of which says so. */
    void place(ArchivedImage image, Repository repository, Runnable placed) {
        Collection<ComingLayer> layers = distinct(image);
        if (layers.stream().allMatch(ImagePlacer::isOnlyKnown)) {
            lanes.move(() -> look(image, layers, repository, placed));
        } else {
            bring(image, layers, repository, placed);
        }
    }

    /** Pushes a manifest that is not there, and looks whether it is then. */
    void pushManifest(Repository repository, ManifestContent content) {
        Reference reference = repository.digest(content.digest());
        if (!resolves(reference, content)) {
            target.pushManifest(repository, content);
            checkResolves(reference, content);
        }
    }

    boolean resolves(Reference reference, ManifestContent content) {
        return target.resolve(reference)
                .filter(found -> found.digest().equals(content.digest()))
                .isPresent();
    }

    void checkResolves(Reference reference, ManifestContent content) {
        if (!resolves(reference, content)) {
            throw new StoreException(
                    target + " took " + reference + " and does not give " + content.digest() + " back");
        }
    }

    private void look(ArchivedImage image, Collection<ComingLayer> layers, Repository repository, Runnable placed)
            throws InterruptedException {
        ManifestContent manifest = image.manifest();
        boolean there = resolves(repository.digest(manifest.digest()), manifest);
        List<ComingLayer> missing = new ArrayList<>();
        for (ComingLayer layer : layers) {
            if (there ? !places.isKept(repository, layer.descriptor()) : !places.has(repository, layer.descriptor())) {
                missing.add(layer);
            }
        }
        if (missing.isEmpty()
                && there
                && places.isKept(repository, image.config().descriptor())) {
            tell(image, placed);
            return;
        }
        shop.contents(missing.stream().map(ComingLayer::layer).toList());
        bring(image, missing, repository, placed);
    }

    private void bring(ArchivedImage image, Collection<ComingLayer> layers, Repository repository, Runnable placed) {
        Runnable arrived = afterAll(layers, () -> lanes.move(() -> finish(image, repository, Set.of(), placed)));
        layers.forEach(layer -> Futures.then(
                layer.bytes(),
                bytes -> bring(layer, bytes, repository, () -> {
                    listener.layerPlaced(bytes.descriptor());
                    arrived.run();
                })));
        arrived.run();
    }

    /**
     * Pushes config and manifest. A target that refuses the manifest, since it lacks what it may have said before that it
     * has, is sent that once more.
     *
     * @param again what was sent once more already
     */
    private void finish(ArchivedImage image, Repository repository, Set<Digest> again, Runnable placed) {
        try {
            places.push(repository, image.config().descriptor(), image.config()::open);
            pushManifest(repository, image.manifest());
        } catch (StoreException e) {
            if (!(e instanceof MissingContent named) || again.containsAll(named.missing())) {
                throw e;
            }
            bringLost(image, repository, named.missing(), again, placed);
            return;
        }
        tell(image, placed);
    }

    private void bringLost(
            ArchivedImage image, Repository repository, Set<Digest> lost, Set<Digest> again, Runnable placed) {
        places.forget(repository, lost);
        Set<Digest> tried = new HashSet<>(again);
        tried.addAll(lost);
        List<ComingLayer> layers = distinct(image).stream()
                .filter(layer -> lost.contains(layer.descriptor().digest()))
                .toList();
        Runnable arrived = afterAll(layers, () -> lanes.move(() -> finish(image, repository, tried, placed)));
        shop.contents(layers.stream().map(ComingLayer::layer).toList());
        layers.forEach(layer -> Futures.then(
                layer.bytes(),
                known -> Futures.then(
                        shop.content(layer.layer()), made -> bringMade(layer, known, made, repository, arrived))));
        arrived.run();
    }

    /** To be run once for each layer and once more, so that it ends where there are none. */
    private static Runnable afterAll(Collection<ComingLayer> layers, Runnable action) {
        AtomicInteger left = new AtomicInteger(layers.size() + 1);
        return () -> {
            if (left.decrementAndGet() == 0) {
                action.run();
            }
        };
    }

    private void bring(ComingLayer layer, LayerBytes bytes, Repository repository, Runnable arrived) {
        if (bytes.content().isPresent()) {
            places.bring(repository, bytes.descriptor(), bytes.content().get(), arrived);
            return;
        }
        lanes.move(() -> {
            if (places.has(repository, bytes.descriptor())) {
                arrived.run();
            } else {
                Futures.then(shop.content(layer.layer()), made -> bringMade(layer, bytes, made, repository, arrived));
            }
        });
    }

    private void bringMade(
            ComingLayer layer, LayerBytes known, LayerBytes made, Repository repository, Runnable arrived) {
        if (!made.descriptor().digest().equals(known.descriptor().digest())) {
            lanes.move(() -> {
                throw new StoreException("the layer " + known.diffId() + " of "
                        + layer.layer().archive() + " compresses to "
                        + made.descriptor().digest() + " and not to "
                        + known.descriptor().digest()
                        + ", as the cache had it; the cache is set right now, publish again");
            });
            return;
        }
        places.bring(repository, made.descriptor(), made.content().orElseThrow(), arrived);
    }

    private void tell(ArchivedImage image, Runnable placed) {
        listener.imagePlaced(image.label());
        placed.run();
    }

    private static boolean isOnlyKnown(ComingLayer layer) {
        return layer.bytes().isDone() && layer.bytes().join().content().isEmpty();
    }

    /** An image may name a layer twice. */
    private static Collection<ComingLayer> distinct(ArchivedImage image) {
        Map<ArchivedLayer, ComingLayer> byLayer = new LinkedHashMap<>();
        image.layers().forEach(layer -> byLayer.putIfAbsent(layer.layer(), layer));
        return byLayer.values();
    }
}
