package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes images visible, once all of them are there: writes the indexes over their platforms, sees that each can be read
 * back, has done what is to be done before tags, and only when that is so for all of them writes the first tag.
 */
final class TagWriter {
    private final ImageStore target;
    private final ImagePlacer placer;
    private final Lanes lanes;
    private final BeforeTags beforeTags;

    TagWriter(ImageStore target, ImagePlacer placer, Lanes lanes, BeforeTags beforeTags) {
        this.target = target;
        this.placer = placer;
        this.lanes = lanes;
        this.beforeTags = beforeTags;
    }

    /** A tag in one hub, and what it is to point to. */
    private record Group(Reference tag, ManifestContent content, List<Platform> platforms) {
        PublishReport.Published published(boolean written) {
            return new PublishReport.Published(tag, content.descriptor(), platforms, written);
        }
    }

    /** @return every tag, sorted */
    List<PublishReport.Published> write(
            SortedMap<TagSlots.Slot, SortedMap<Platform, ArchivedImage>> slots, List<Repository> hubs) {
        Map<Reference, PublishReport.Published> done = Collections.synchronizedMap(new TreeMap<>());
        Collection<Group> groups = groups(slots, hubs);
        List<Group> wrong = Collections.synchronizedList(new ArrayList<>());
        for (Group group : groups) {
            lanes.move(() -> {
                if (placer.resolves(group.tag(), group.content())) {
                    done.put(group.tag(), group.published(false));
                } else {
                    wrong.add(group);
                }
            });
        }
        lanes.await();
        wrong.forEach(group -> lanes.move(() -> placer.pushManifest(group.tag().repository(), group.content())));
        lanes.await();
        prepare(groups);
        for (Group group : wrong) {
            lanes.move(() -> {
                target.tag(group.tag(), group.content());
                placer.checkResolves(group.tag(), group.content());
                done.put(group.tag(), group.published(true));
            });
        }
        lanes.await();
        return List.copyOf(done.values());
    }

    /** Also for tags that are right already: the run before may have been told to do less. */
    private void prepare(Collection<Group> groups) {
        Map<Reference, Group> images = new TreeMap<>();
        groups.forEach(group -> images.putIfAbsent(
                group.tag().repository().digest(group.content().digest()), group));
        images.values()
                .forEach(group -> lanes.move(() -> beforeTags.image(group.tag().repository(), group.content())));
        lanes.await();
    }

    private static Collection<Group> groups(
            SortedMap<TagSlots.Slot, SortedMap<Platform, ArchivedImage>> slots, List<Repository> hubs) {
        SortedMap<Reference, Group> groups = new TreeMap<>();
        for (Repository hub : hubs) {
            slots.forEach((slot, platforms) -> {
                Reference tag = hub.resolve(slot.image()).tag(slot.tag());
                groups.put(tag, new Group(tag, content(platforms), List.copyOf(platforms.keySet())));
            });
        }
        return groups.values();
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
}
