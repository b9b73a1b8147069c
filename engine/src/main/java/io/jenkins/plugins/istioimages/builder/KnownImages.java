package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Images that a commit has already: a build again would give other bytes, and an immutable tag is never set to those. */
public final class KnownImages {
    private final ImageStore target;
    private final List<Repository> hubs;

    /** @param hubs that images are below */
    public KnownImages(ImageStore target, List<Repository> hubs) {
        this.target = target;
        this.hubs = List.copyOf(hubs);
    }

    /** Whether a hub has the image of this commit. */
    public boolean has(BuilderImage image, BuilderTags tags) {
        return !having(immutable(image, tags)).isEmpty();
    }

    /**
     * Where the image of this commit is in a hub already, brings it to all of them and points the moving tag to it.
     *
     * @return all tags, sorted; empty where no hub has it
     * @throws StoreException if hubs have different images, or the image lacks a platform
     */
    Optional<List<Published>> republish(BuilderImage image, BuilderTags tags) {
        List<Reference> immutable = immutable(image, tags);
        List<Reference> having = having(immutable);
        if (having.isEmpty()) {
            return Optional.empty();
        }
        ManifestContent content = target.manifest(having.get(0));
        List<Platform> platforms = platforms(image, having.get(0), content);
        List<Published> published = new ArrayList<>();
        for (Reference tag : immutable) {
            published.add(point(having.get(0), tag, content, platforms, false));
        }
        for (Reference tag : immutable) {
            Reference moving = tag.repository().tag(tags.moving());
            published.add(point(tag, moving, content, platforms, true));
        }
        published.sort(Comparator.comparing(Published::reference));
        return Optional.of(published);
    }

    private List<Reference> immutable(BuilderImage image, BuilderTags tags) {
        return tags.immutable().stream()
                .flatMap(tag ->
                        hubs.stream().map(hub -> hub.resolve(image.name()).tag(tag)))
                .toList();
    }

    private List<Reference> having(List<Reference> tags) {
        return tags.stream().filter(tag -> target.resolve(tag).isPresent()).toList();
    }

    private Published point(
            Reference from, Reference tag, ManifestContent content, List<Platform> platforms, boolean move) {
        Optional<Descriptor> found = target.resolve(tag);
        boolean right =
                found.filter(other -> other.digest().equals(content.digest())).isPresent();
        if (!right && found.isPresent() && !move) {
            throw new StoreException(tag + " is " + found.get().digest() + " and " + from + " is " + content.digest()
                    + ": one commit's image must be the same everywhere; remove the wrong one");
        }
        if (!right) {
            new ImageCopier(target, target, CopyOptions.everything()).copy(from, tag);
        }
        return new Published(tag, content.descriptor(), platforms, !right);
    }

    private static List<Platform> platforms(BuilderImage image, Reference tag, ManifestContent content) {
        if (!content.isIndex()) {
            return image.platforms();
        }
        TreeSet<Platform> found = new TreeSet<>();
        ((ImageIndex) content.parse()).manifests().forEach(child -> child.platform()
                .ifPresent(found::add));
        if (!found.containsAll(image.platforms())) {
            throw new StoreException(tag + " is there already, with the platforms " + found + " and not "
                    + image.platforms() + "; an immutable tag is not set again: commit the change of platforms, or push"
                    + " the moving tag alone");
        }
        return List.copyOf(found);
    }
}
