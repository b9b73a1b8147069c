package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Publishes a directory of docker-archives without a daemon. Each archive is read once as a stream and each distinct
 * layer compressed once; platforms are pushed by digest, untagged, then the indexes, and when all of it is there, the
 * tags. What is there already is left alone, so a run that was cut goes on and a second run sends nothing.
 */
public final class ArchivePublisher {
    private final ImageStore target;
    private final Compressor compressor;
    private final Path cache;

    /** @param cache a directory that later runs know layers and archives from; made if it is not there */
    public ArchivePublisher(ImageStore target, Compressor compressor, Path cache) {
        this.target = target;
        this.compressor = compressor;
        this.cache = cache;
    }

    /**
     * Publishes all archives of a directory.
     *
     * @throws InputException if there are none, one has no name or tag, or two contradict each other
     * @throws StoreException if an archive is damaged or the target does not do its part
     */
    public PublishReport publish(PublishRequest request) {
        List<Path> files = archives(request.directory());
        Path spool = makeSpool();
        PublishCache memory = new PublishCache(cache);
        LayerShop shop = new LayerShop(spool, compressor, memory);
        ImagePusher pusher = new ImagePusher(target, shop);
        ArchiveIntake intake = new ArchiveIntake(shop, memory, request.variants());
        try (Workers workers = new Workers("publish", request.parallel())) {
            List<ArchivedImage> images = workers.map(files, file -> pushArchive(file, request, intake, pusher)).stream()
                    .flatMap(List::stream)
                    .toList();
            List<Group> groups = groups(request, images);
            workers.forEach(groups, group -> pusher.pushManifest(group.repository(), group.content()));
            List<PublishReport.Published> published = workers.map(groups, group -> tag(group, pusher));
            return new PublishReport(published, shop.compressed(), pusher.bytesSent());
        } finally {
            remove(spool);
        }
    }

    /** A tag in one hub, and what it is to point to. */
    private record Group(Reference tag, ManifestContent content, List<Platform> platforms) {
        Repository repository() {
            return tag.repository();
        }
    }

    private static List<ArchivedImage> pushArchive(
            Path file, PublishRequest request, ArchiveIntake intake, ImagePusher pusher) {
        List<ArchivedImage> images = intake.read(file);
        for (ArchivedImage image : images) {
            for (Repository hub : request.hubs()) {
                image.names().stream()
                        .map(name -> hub.resolve(name.image()))
                        .distinct()
                        .forEach(repository -> pusher.push(image, repository));
            }
        }
        return images;
    }

    private static List<Group> groups(PublishRequest request, List<ArchivedImage> images) {
        SortedMap<TagSlots.Slot, SortedMap<Platform, ArchivedImage>> slots = TagSlots.of(request, images);
        SortedMap<Reference, Group> groups = new TreeMap<>();
        for (Repository hub : request.hubs()) {
            slots.forEach((slot, platforms) -> {
                Reference tag = hub.resolve(slot.image()).tag(slot.tag());
                groups.put(tag, new Group(tag, content(platforms), List.copyOf(platforms.keySet())));
            });
        }
        return List.copyOf(groups.values());
    }

    /** An index over the platforms in their order; the image itself where there is one only. */
    private static ManifestContent content(SortedMap<Platform, ArchivedImage> platforms) {
        if (platforms.size() == 1) {
            return platforms.get(platforms.firstKey()).manifest();
        }
        List<Descriptor> children = new ArrayList<>();
        platforms.forEach(
                (platform, image) -> children.add(image.manifest().descriptor().withPlatform(platform)));
        return ImageIndex.of(MediaTypes.OCI_INDEX, children).content();
    }

    private static PublishReport.Published tag(Group group, ImagePusher pusher) {
        boolean written = pusher.tag(group.tag(), group.content());
        return new PublishReport.Published(group.tag(), group.content().descriptor(), group.platforms(), written);
    }

    private static List<Path> archives(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new InputException("'" + directory + "' is not a directory: expected one with image archives");
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> archives = files.filter(Files::isRegularFile)
                    .filter(file -> ArchiveName.isArchive(file.getFileName().toString()))
                    .sorted()
                    .toList();
            if (archives.isEmpty()) {
                throw new InputException("'" + directory + "' holds no image archives (.tar.gz, .tgz or .tar)");
            }
            return archives;
        } catch (IOException e) {
            throw new WorkException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Path makeSpool() {
        try {
            return Files.createTempDirectory("istio-images-publish");
        } catch (IOException e) {
            throw new WorkException("cannot make a temporary directory: " + e.getMessage(), e);
        }
    }

    private static void remove(Path spool) {
        try (Stream<Path> files = Files.walk(spool)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Temporary files that stay behind harm nobody.
            return;
        }
    }
}
