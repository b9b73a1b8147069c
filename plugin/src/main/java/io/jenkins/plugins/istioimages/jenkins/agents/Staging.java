package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.file.Path;
import java.util.List;

/**
 * Where stages put their images and where they find those that they stand on: a registry, or {@code oci:DIR}, an OCI
 * layout in a directory that all agents share.
 *
 * @param store gets the images
 * @param bases stores that base images are looked for in, in order
 */
record Staging(ImageStore store, List<ImageStore> bases) implements AutoCloseable {
    private static final String LAYOUT = "oci:";

    /** Opens what was asked for. */
    static Staging open(String staging, Machine machine) {
        RegistryStore registries = machine.login().open(machine.environment(), machine.log());
        if (!staging.startsWith(LAYOUT)) {
            return new Staging(registries, List.of(registries));
        }
        OciLayout layout = OciLayout.create(directory(staging), machine.log());
        return new Staging(layout, List.of(layout, registries));
    }

    /** Opens what is to be there, to read it. */
    static Staging read(String staging, Machine machine) {
        if (!staging.startsWith(LAYOUT)) {
            return open(staging, machine);
        }
        OciLayout layout = OciLayout.open(directory(staging));
        return new Staging(layout, List.of(layout));
    }

    /** Registry and path that images go below; empty means the manifest's. */
    static String hub(String staging) {
        return staging.startsWith(LAYOUT) ? "" : staging;
    }

    /**
     * Says whether images can be staged there.
     *
     * @throws InputException if not
     */
    static void check(String staging) {
        if (staging.startsWith(LAYOUT)) {
            directory(staging);
        } else if (!staging.isEmpty()) {
            Hub.parse(staging);
        }
    }

    private static Path directory(String staging) {
        Path directory = Path.of(staging.substring(LAYOUT.length()));
        if (!directory.isAbsolute()) {
            throw new InputException("staging '" + staging + "' is wrong: a layout is shared by all agents, so its"
                    + " directory is absolute, like oci:/srv/images");
        }
        return directory;
    }

    @Override
    public void close() {
        bases.forEach(ImageStore::close);
    }
}
