package io.jenkins.plugins.istioimages.bench.registry;

import io.jenkins.plugins.istioimages.bench.BenchException;
import io.jenkins.plugins.istioimages.bench.data.Archive;
import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/** Whether the images of a directory of archives are in a registry, layer for layer. */
public final class PublishedCheck implements Check {
    private final ArchiveDirectory archives;
    private final String prefix;
    private final TagScheme scheme;

    /** @param prefix path of the hub on its registry, for example {@code istio} */
    public PublishedCheck(ArchiveDirectory archives, String prefix, TagScheme scheme) {
        this.archives = archives;
        this.prefix = prefix;
        this.scheme = scheme;
    }

    @Override
    public void in(RegistryApi registry, boolean deep) throws IOException {
        ImageLookup lookup = new ImageLookup(registry, scheme);
        Set<String> hashed = new HashSet<>();
        for (Archive archive : archives.archives()) {
            ImageLookup.Image image = lookup.find(prefix + "/" + archive.name(), archive.tag(), archive.machine());
            if (!image.diffIds().equals(archive.diffIds())
                    || image.layers().size() != archive.diffIds().size()) {
                throw new BenchException(archive.repoTag() + " was published with other layers than its archive has");
            }
            for (int i = 0; deep && i < image.layers().size(); i++) {
                if (hashed.add(image.layers().get(i))) {
                    compare(registry, image, i);
                }
            }
        }
    }

    private static void compare(RegistryApi registry, ImageLookup.Image image, int layer) throws IOException {
        String digest = image.layers().get(layer);
        try (InputStream in = LayerContent.plain(registry.blob(image.repository(), digest))) {
            String actual = LayerContent.digest(in).toString();
            if (!actual.equals(image.diffIds().get(layer))) {
                throw new BenchException("layer " + digest + " of " + image.repository() + " unpacks to " + actual
                        + ", expected " + image.diffIds().get(layer));
            }
        }
    }
}
