package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which images belong under which tag, one for each platform. */
final class TagSlots {
    /** An image's name and a tag. */
    record Slot(String image, String tag) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            int byImage = image.compareTo(other.image);
            return byImage != 0 ? byImage : tag.compareTo(other.tag);
        }
    }

    private final PublishRequest request;
    private final SortedMap<Slot, SortedMap<Platform, ArchivedImage>> slots = new TreeMap<>();
    private final Map<Slot, Slot> defaults = new HashMap<>();

    private TagSlots(PublishRequest request) {
        this.request = request;
    }

    /**
     * Sorts images under their tags. The tag without a suffix goes to the default variant where no archive claims it.
     *
     * @throws InputException if an image has no tag, or two archives want the same place with different content
     */
    static SortedMap<Slot, SortedMap<Platform, ArchivedImage>> of(PublishRequest request, List<ArchivedImage> images) {
        TagSlots result = new TagSlots(request);
        images.forEach(result::add);
        result.defaults.forEach((alias, slot) -> result.slots.putIfAbsent(alias, result.slots.get(slot)));
        return result.slots;
    }

    private void add(ArchivedImage image) {
        for (ArchiveName name : image.names()) {
            List<String> tags = request.tags().isEmpty() ? List.of(name.version()) : request.tags();
            for (String tag : tags) {
                if (tag.isEmpty()) {
                    throw new InputException(image.file() + " does not say a tag for its image '" + name.image()
                            + "': its RepoTags are missing; give one to publish under");
                }
                put(new Slot(name.image(), Reference.checkTag(name.tag(tag))), image);
                if (request.defaultVariant().filter(name.variant()::equals).isPresent()) {
                    defaults.put(new Slot(name.image(), tag), new Slot(name.image(), name.tag(tag)));
                }
            }
        }
    }

    private void put(Slot slot, ArchivedImage image) {
        ArchivedImage other =
                slots.computeIfAbsent(slot, key -> new TreeMap<>()).putIfAbsent(image.platform(), image);
        if (other != null && !other.manifest().digest().equals(image.manifest().digest())) {
            throw new InputException(slot.image() + ":" + slot.tag() + " for " + image.platform() + " is in "
                    + other.file() + " and, with other content, in " + image.file());
        }
    }
}
