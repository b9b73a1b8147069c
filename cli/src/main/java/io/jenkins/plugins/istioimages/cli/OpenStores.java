package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.layout.LayoutEntry;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The stores that the locations of a command line lead to. */
final class OpenStores implements AutoCloseable {
    private final StoreOptions options;
    private final Terminal terminal;
    private final List<ImageStore> open = new ArrayList<>();

    OpenStores(StoreOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    /**
     * A store and what is meant in it.
     *
     * @param name as the user wrote it
     * @param entry finds the entry that a name means in a place on disk; absent for registries
     */
    record Place(ImageStore store, Optional<String> name, Optional<Function<String, LayoutEntry>> entry) {
        /** The image: by name, or the only one. */
        Reference reference(String location) {
            return entry.map(find -> find.apply(name.orElse("")).reference())
                    .orElseGet(() -> Reference.parse(name.orElse(location)));
        }

        /** The image to be written: by name, or under the name it had. */
        Reference referenceOr(Reference source) {
            return name.map(Reference::parse).orElse(source);
        }

        Repository repository(String location) {
            return Repository.parse(
                    name.orElseThrow(() -> new InputException("--all-tags: '" + location + "' names no repository")));
        }
    }

    Place reading(ImageLocation location) {
        return switch (location.transport()) {
            case REGISTRY -> registry(location);
            case LAYOUT -> {
                OciLayout layout = keep(OciLayout.open(path(location)));
                yield new Place(layout, location.name(), Optional.of(layout::entry));
            }
            case OCI_ARCHIVE, DOCKER_ARCHIVE -> {
                ArchiveSource archive = keep(ArchiveSource.open(path(location)));
                yield new Place(archive, location.name(), Optional.of(archive::entry));
            }
        };
    }

    Place writing(ImageLocation location) {
        return switch (location.transport()) {
            case REGISTRY -> registry(location);
            case LAYOUT -> new Place(keep(OciLayout.create(path(location))), location.name(), Optional.empty());
            case OCI_ARCHIVE, DOCKER_ARCHIVE ->
                throw new InputException("'" + location + "': an image is copied to a registry or an OCI layout,"
                        + " not into an archive");
        };
    }

    private Place registry(ImageLocation location) {
        return new Place(keep(options.registries(terminal)), location.name(), Optional.empty());
    }

    private static Path path(ImageLocation location) {
        return location.path().orElseThrow();
    }

    private <S extends ImageStore> S keep(S store) {
        open.add(store);
        return store;
    }

    @Override
    public void close() {
        open.forEach(ImageStore::close);
    }
}
