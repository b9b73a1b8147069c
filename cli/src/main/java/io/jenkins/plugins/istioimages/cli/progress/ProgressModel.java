package io.jenkins.plugins.istioimages.cli.progress;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.PublishListener;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far things have come, as listeners tell it from many threads. Holds no clock: whoever looks says what time it is.
 */
public final class ProgressModel {
    private static final int SHOWN = 6;

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<Digest, Part> parts = new HashMap<>();
    private final Map<Digest, Part> blobs = new HashMap<>();
    private final Rate rate = new Rate();
    private int expected;

    /**
     * What is to be seen at one moment.
     *
     * @param total all images in one line
     * @param images those that are under way, a line each
     */
    public record View(String total, List<String> images) {
        public View {
            images = List.copyOf(images);
        }
    }

    /** What a publish tells. */
    public PublishListener publishing() {
        return new Publishing();
    }

    /** What stores tell, passed on to another listener as well. */
    public TransferListener transfers(TransferListener next) {
        return new Transfers(next);
    }

    /** What is to be seen now; empty before there is anything. */
    public synchronized Optional<View> view(long nanos) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        List<String> active = items.values().stream()
                .filter(Item::isActive)
                .limit(SHOWN)
                .map(Item::line)
                .toList();
        return Optional.of(new View(total(nanos), active));
    }

    private String total(long nanos) {
        double size = parts.values().stream().mapToDouble(Part::size).sum();
        double moved = parts.values().stream().mapToDouble(Part::moved).sum();
        long finished = items.values().stream().filter(Item::isDone).count();
        double speed = rate.at(nanos, moved);
        StringBuilder line = new StringBuilder()
                .append(finished)
                .append('/')
                .append(Math.max(expected, items.size()))
                .append(" images, ")
                .append(parts.values().stream().filter(Part::isDone).count())
                .append('/')
                .append(parts.size())
                .append(" layers, ")
                .append(Amounts.bytes(moved))
                .append(" of ")
                .append(Amounts.bytes(size));
        if (speed > 0 && moved < size) {
            line.append(", ").append(Amounts.bytes(speed)).append("/s, ");
            line.append(Amounts.seconds((size - moved) / speed)).append(" left");
        }
        return line.toString();
    }

    private synchronized void expect(int images) {
        expected = images;
    }

    private synchronized void add(String name, Collection<Digest> keys, Map<Digest, Part> fresh) {
        List<Part> own = new ArrayList<>();
        keys.forEach(key -> own.add(parts.computeIfAbsent(key, fresh::get)));
        items.putIfAbsent(name, new Item(name, own));
    }

    private synchronized void finish(String name) {
        Item item = items.get(name);
        if (item != null) {
            item.finish();
        }
    }

    private synchronized void read(Digest key, long bytes) {
        Part part = parts.get(key);
        if (part != null) {
            part.read(bytes);
        }
    }

    private synchronized void ready(Digest key, Descriptor packed) {
        // The layers of a stream are made before it is known which image they belong to.
        Part part = parts.computeIfAbsent(key, unknown -> Part.layer(packed.size()));
        part.ready(packed.size());
        blobs.put(packed.digest(), part);
    }

    private synchronized void sent(Digest blob, long bytes) {
        Part part = blobs.get(blob);
        if (part != null) {
            part.sent(bytes);
        }
    }

    private synchronized void arrived(Digest blob) {
        Part part = blobs.get(blob);
        if (part != null) {
            part.finish();
        }
    }

    private synchronized void follow(Descriptor blob, Part part) {
        blobs.putIfAbsent(blob.digest(), part);
    }

    private final class Publishing implements PublishListener {
        @Override
        public void started(int archives) {
            expect(archives);
        }

        @Override
        public void imageFound(String image, List<Layer> layers) {
            Map<Digest, Part> fresh = new LinkedHashMap<>();
            layers.forEach(layer -> fresh.put(layer.diffId(), Part.layer(layer.size())));
            add(image, fresh.keySet(), fresh);
        }

        @Override
        public void layerRead(Digest diffId, long bytes) {
            read(diffId, bytes);
        }

        @Override
        public void layerReady(Digest diffId, Descriptor packed) {
            ready(diffId, packed);
        }

        @Override
        public void layerPlaced(Descriptor packed) {
            arrived(packed.digest());
        }

        @Override
        public void imagePlaced(String image) {
            finish(image);
        }
    }

    private final class Transfers implements TransferListener {
        private final TransferListener next;

        Transfers(TransferListener next) {
            this.next = next;
        }

        @Override
        public void imageBegun(Reference image, Collection<Descriptor> content) {
            Map<Digest, Part> fresh = new LinkedHashMap<>();
            content.forEach(blob -> fresh.put(blob.digest(), Part.blob(blob.size())));
            add(image.toString(), fresh.keySet(), fresh);
            synchronized (ProgressModel.this) {
                content.forEach(blob -> follow(blob, parts.get(blob.digest())));
            }
            next.imageBegun(image, content);
        }

        @Override
        public void imageFinished(Reference image) {
            finish(image.toString());
            next.imageFinished(image);
        }

        @Override
        public void blobStarted(Repository repository, Descriptor blob) {
            next.blobStarted(repository, blob);
        }

        @Override
        public void blobProgress(Repository repository, Descriptor blob, long bytes) {
            sent(blob.digest(), bytes);
            next.blobProgress(repository, blob, bytes);
        }

        @Override
        public void blobFinished(Repository repository, Descriptor blob, BlobOutcome outcome) {
            arrived(blob.digest());
            next.blobFinished(repository, blob, outcome);
        }

        @Override
        public void manifestPushed(Repository repository, Descriptor manifest) {
            next.manifestPushed(repository, manifest);
        }

        @Override
        public void tagged(Reference tagged, Descriptor manifest) {
            next.tagged(tagged, manifest);
        }

        @Override
        public void notice(String message) {
            next.notice(message);
        }
    }
}
