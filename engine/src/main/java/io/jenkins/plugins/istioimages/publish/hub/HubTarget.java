package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogVerifier;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import io.jenkins.plugins.istioimages.store.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A hub of a registry that gets all images of a release, from wherever they are: an OCI layout, or another hub. All goes
 * by digest first, with what is attached to it, and is seen to be there; then it is signed; then come the tags, and last
 * the aliases.
 */
public final class HubTarget implements PublishTarget {
    /** As many requests as a registry bears from one client without slowing down. */
    private static final int AT_ONCE = 6;

    private final Release release;
    private final ImageStore target;
    private final Hub hub;
    private final Seal seal;
    private final TransferListener listener;
    private final boolean thorough;
    private List<HubImage> images = List.of();
    private Map<String, Wanted> wanted = Map.of();

    /**
     * A release and where it is.
     *
     * @param catalog of its images
     * @param store that has them, in the repositories that the catalog names
     * @param tags that they get
     */
    public record Release(Catalog catalog, ImageStore store, HubTags tags) {}

    /**
     * @param target the registry
     * @param seal what each image gets before it is tagged
     * @param listener hears what is copied
     */
    public HubTarget(Release release, ImageStore target, Hub hub, Seal seal, TransferListener listener) {
        this(release, target, hub, seal, listener, false);
    }

    private HubTarget(
            Release release, ImageStore target, Hub hub, Seal seal, TransferListener listener, boolean thorough) {
        this.release = release;
        this.target = target;
        this.hub = hub;
        this.seal = seal;
        this.listener = listener;
        this.thorough = thorough;
    }

    /**
     * One that is only looked at: it reads what is there, every manifest and config, and asks for every layer, and does not
     * ask whether it may write.
     */
    public HubTarget thorough() {
        return new HubTarget(release, target, hub, seal, listener, true);
    }

    private enum Kind {
        CONTENT,
        SEAL,
        TAG,
        ALIAS
    }

    /** What an item is about. */
    private record Wanted(Kind kind, HubImage image, Item item) {}

    @Override
    public TargetName name() {
        return nameOf(hub);
    }

    /** What a hub is called among targets. */
    public static TargetName nameOf(Hub hub) {
        return new TargetName("registry", hub.toString());
    }

    @Override
    public List<Item> look() {
        if (images.isEmpty()) {
            images = new HubPlan(release, hub).images(copier());
        }
        List<ImageLook.Seen> seen;
        try (Workers workers = new Workers("look", AT_ONCE)) {
            seen = workers.map(images, this::look);
        }
        Map<String, Wanted> all = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < images.size(); i++) {
                HubImage image = images.get(i);
                items(seen.get(i), kind).forEach(item -> all.putIfAbsent(item.name(), new Wanted(kind, image, item)));
            }
        }
        wanted = all;
        if (!thorough) {
            checkPush();
        }
        return all.values().stream().map(Wanted::item).toList();
    }

    /** Where something is to be brought. */
    private void checkPush() {
        Set<Repository> places = new LinkedHashSet<>();
        wanted.values().stream()
                .filter(one -> one.item().action() != Action.NONE)
                .forEach(one -> places.add(one.image().to()));
        try (Workers workers = new Workers("permission", AT_ONCE)) {
            workers.forEach(places, target::checkPush);
        }
    }

    private static List<Item> items(ImageLook.Seen seen, Kind kind) {
        return switch (kind) {
            case CONTENT -> seen.content();
            case SEAL -> seen.seals();
            case TAG -> seen.tags();
            case ALIAS -> seen.aliases();
        };
    }

    private ImageLook.Seen look(HubImage image) {
        ImageLook.Seen seen = new ImageLook(release.store(), target, seal, image).look();
        if (thorough && seen.whole()) {
            new CatalogVerifier(target)
                    .verifyImages(PublishedCatalog.of(release.catalog(), image), CatalogVerifier.Depth.PRESENCE);
        }
        return seen;
    }

    @Override
    public void apply(List<Item> changes, Consumer<Item> done) {
        Consumer<Item> told = item -> {
            synchronized (this) {
                done.accept(item);
            }
        };
        copier().copyAll(
                        images(changes, Kind.CONTENT).stream()
                                .map(image -> image.content().pair())
                                .toList(),
                        report -> {});
        of(changes, Kind.CONTENT).forEach(told);
        try (Workers workers = new Workers("seal", AT_ONCE)) {
            workers.forEach(
                    images(changes, Kind.SEAL),
                    image -> seal.set(target, image.to(), image.content().root()));
            of(changes, Kind.SEAL).forEach(told);
            for (Kind kind : List.of(Kind.TAG, Kind.ALIAS)) {
                workers.forEach(of(changes, kind), item -> {
                    tag(wanted.get(item.name()).image(), item);
                    told.accept(item);
                });
            }
        }
    }

    /** Only from what was seen there: somebody else may have written it meanwhile. */
    private void tag(HubImage image, Item item) {
        Reference tag =
                image.to().tag(item.name().substring(image.image().name().length() + 1));
        Optional<String> now = digest(tag);
        if (now.filter(item.asked()::equals).isPresent()) {
            return;
        }
        if (!now.equals(item.found())) {
            throw new WorkException(tag + " has changed meanwhile: it was "
                    + item.found().orElse("not there") + " and is " + now.orElse("not there"));
        }
        target.tag(tag, image.content().root());
        if (digest(tag).filter(item.asked()::equals).isEmpty()) {
            throw new WorkException(target + " took " + item.asked() + " as " + tag + " and does not give it back");
        }
    }

    private Optional<String> digest(Reference tag) {
        return target.resolve(tag).map(found -> found.digest().toString());
    }

    /** The images as they are here now, with their tags and what is attached to them. */
    public Catalog published() {
        return new PublishedCatalog(target).read(release.catalog(), images);
    }

    private ImageCopier copier() {
        return new ImageCopier(release.store(), target, CopyOptions.everything(), listener);
    }

    private List<Item> of(List<Item> changes, Kind kind) {
        return changes.stream()
                .filter(item -> wanted.get(item.name()).kind() == kind)
                .toList();
    }

    private Set<HubImage> images(Collection<Item> changes, Kind kind) {
        List<HubImage> found = new ArrayList<>();
        of(List.copyOf(changes), kind)
                .forEach(item -> found.add(wanted.get(item.name()).image()));
        return new LinkedHashSet<>(found);
    }
}
