package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.store.DocumentImage;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares one image of a release with what a hub has of it: by digest, and its tags. Reads alone. */
final class ImageLook {
    /** Holds one document, which is not added to. */
    private static final String SBOM = ".sbom";

    private final ImageStore source;
    private final ImageStore target;
    private final Seal seal;
    private final HubImage image;
    private final Map<Digest, Set<Digest>> listed = new HashMap<>();

    ImageLook(ImageStore source, ImageStore target, Seal seal, HubImage image) {
        this.source = source;
        this.target = target;
        this.seal = seal;
        this.image = image;
    }

    /**
     * What was seen.
     *
     * @param whole whether all manifests of the image itself are there
     * @param content the image and what is attached to it
     * @param seals on each of its manifests
     * @param tags those that stay
     * @param aliases those that move
     */
    record Seen(boolean whole, List<Item> content, List<Item> seals, List<Item> tags, List<Item> aliases) {}

    Seen look() {
        boolean whole = image.content().image().stream().allMatch(manifest -> isThere(manifest.digest()));
        List<Item> content = new ArrayList<>();
        content.add(item(image.content().root().digest(), whole));
        attached().forEach(manifest -> content.add(item(manifest.digest(), whole && isAttached(manifest))));
        image.content().attachmentTags().forEach((tag, documents) -> content.add(documents(tag, documents, whole)));
        return new Seen(
                whole,
                content,
                seals(whole),
                image.fixed().stream().map(tag -> tag(tag, false)).toList(),
                image.moving().stream().map(tag -> tag(tag, true)).toList());
    }

    /** Without the images under cosign's tags: a target that has others' documents has those in another image. */
    private List<ManifestContent> attached() {
        Set<Digest> tagged = image.content().attachmentTags().values().stream()
                .map(ManifestContent::digest)
                .collect(Collectors.toSet());
        return image.content().attached().stream()
                .filter(manifest -> !tagged.contains(manifest.digest()))
                .toList();
    }

    private Item item(Digest digest, boolean there) {
        String asked = digest.toString();
        return Item.fixed(image.manifest(digest), asked, there ? Optional.of(asked) : Optional.empty());
    }

    private boolean isThere(Digest digest) {
        return target.resolve(image.to().digest(digest))
                .filter(found -> found.digest().equals(digest))
                .isPresent();
    }

    private boolean isAttached(ManifestContent manifest) {
        return isThere(manifest.digest())
                && manifest.parse()
                        .subject()
                        .filter(subject -> !listed(subject.digest()).contains(manifest.digest()))
                        .isEmpty();
    }

    private Set<Digest> listed(Digest subject) {
        return listed.computeIfAbsent(subject, digest -> target.referrers(image.to(), digest).stream()
                .map(Descriptor::digest)
                .collect(Collectors.toSet()));
    }

    private Item documents(String tag, ManifestContent ours, boolean whole) {
        String name = image.tag(tag);
        String asked = ours.digest().toString();
        Reference place = image.to().tag(tag);
        Optional<Digest> found = whole ? target.resolve(place).map(Descriptor::digest) : Optional.empty();
        if (found.isEmpty() || found.get().equals(ours.digest()) || tag.endsWith(SBOM)) {
            return Item.fixed(name, asked, found.map(Digest::toString));
        }
        ManifestContent theirs = target.manifest(image.to(), found.get());
        Action action = DocumentImage.missing(ours, theirs).isEmpty() ? Action.NONE : Action.UPDATE;
        return new Item(name, asked, found.map(Digest::toString), action, Optional.empty());
    }

    private List<Item> seals(boolean whole) {
        List<Item> items = new ArrayList<>();
        for (Seal.Mark mark : seal.marks(image.content().root().digest())) {
            for (ManifestContent manifest : image.content().image()) {
                Descriptor descriptor = manifest.descriptor();
                // What the source has comes along with the image.
                if (whole || !mark.isOn(source, image.image().repository(), descriptor)) {
                    boolean on = whole && mark.isOn(target, image.to(), descriptor);
                    items.add(Item.fixed(
                            image.manifest(manifest.digest()) + " " + mark.name(),
                            mark.asked(),
                            on ? Optional.of(mark.asked()) : Optional.empty()));
                }
            }
        }
        return items;
    }

    private Item tag(String tag, boolean moves) {
        String asked = image.content().root().digest().toString();
        Optional<String> found =
                target.resolve(image.to().tag(tag)).map(known -> known.digest().toString());
        Item item = moves ? Item.moving(image.tag(tag), asked, found) : Item.fixed(image.tag(tag), asked, found);
        return item.at(HubPage.of(image.to()));
    }
}
