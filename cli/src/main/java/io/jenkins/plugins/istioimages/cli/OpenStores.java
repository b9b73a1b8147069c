package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.layout.LayoutEntry;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The stores that the locations of a command line lead to. */
final class OpenStores implements AutoCloseable {
    private final StoreOptions options;
    private final TransferListener listener;
    private final Map<String, ImageStore> open = new LinkedHashMap<>();

    /** @param listener hears what the stores do */
    OpenStores(StoreOptions options, TransferListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /** The named images of a layout or archive. */
    interface Catalogue {
        /** The image that a name means; the only one where the name is empty. */
        LayoutEntry entry(String name);

        List<LayoutEntry> entries();
    }

    /**
     * A store and what is meant in it.
     *
     * @param name as the user wrote it
     * @param catalogue of a place on disk; absent for registries
     */
    record Place(ImageStore store, Optional<String> name, Optional<Catalogue> catalogue) {
        /** The image: by name, or the only one. */
        Reference reference(String location) {
            return catalogue
                    .map(images -> images.entry(name.orElse("")).reference())
                    .orElseGet(() -> Reference.parse(name.orElse(location)));
        }

        /** Whether the image stands on disk without a full reference of its own. */
        boolean isNameless() {
            return catalogue
                    .filter(images ->
                            images.entry(name.orElse("")).fullReference().isEmpty())
                    .isPresent();
        }
    }

    Place reading(ImageLocation location) {
        return switch (location.transport()) {
            case REGISTRY -> registry("from", location);
            case LAYOUT -> {
                OciLayout layout = once(location, OciLayout.class, OciLayout::open);
                yield new Place(layout, location.name(), Optional.of(new Catalogue() {
                    @Override
                    public LayoutEntry entry(String name) {
                        return layout.entry(name);
                    }

                    @Override
                    public List<LayoutEntry> entries() {
                        return layout.entries();
                    }
                }));
            }
            case OCI_ARCHIVE, DOCKER_ARCHIVE -> {
                ArchiveSource archive = once(location, ArchiveSource.class, ArchiveSource::open);
                yield new Place(archive, location.name(), Optional.of(new Catalogue() {
                    @Override
                    public LayoutEntry entry(String name) {
                        return archive.entry(name);
                    }

                    @Override
                    public List<LayoutEntry> entries() {
                        return archive.entries();
                    }
                }));
            }
        };
    }

    Place writing(ImageLocation location) {
        return switch (location.transport()) {
            case REGISTRY -> registry("to", location);
            case LAYOUT ->
                new Place(keep("to", OciLayout.create(path(location), listener)), location.name(), Optional.empty());
            case OCI_ARCHIVE, DOCKER_ARCHIVE ->
                throw new InputException("'" + location + "': an image is copied to a registry or an OCI layout,"
                        + " not into an archive");
        };
    }

    private Place registry(String end, ImageLocation location) {
        ImageStore known = open.get(end);
        return new Place(
                known != null ? known : keep(end, options.registries(listener)), location.name(), Optional.empty());
    }

    /** Images of one file or directory share what is known of it. */
    private <S extends ImageStore> S once(ImageLocation location, Class<S> type, Function<Path, S> opener) {
        String key = "from " + path(location);
        ImageStore known = open.get(key);
        return known != null ? type.cast(known) : keep(key, opener.apply(path(location)));
    }

    private static Path path(ImageLocation location) {
        return location.path().orElseThrow();
    }

    private <S extends ImageStore> S keep(String key, S store) {
        open.put(key, store);
        return store;
    }

    @Override
    public void close() {
        open.values().forEach(ImageStore::close);
    }
}
