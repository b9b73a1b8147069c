package io.jenkins.plugins.istioimages.bench.registry;

import io.jenkins.plugins.istioimages.bench.BenchException;
import io.jenkins.plugins.istioimages.bench.data.AssemblyImage;
import io.jenkins.plugins.istioimages.bench.data.DataSet;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.data.Machine;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Whether images stand on the base and hold their executable. */
public final class AssembledCheck implements Check {
    private final List<AssemblyImage> images;
    private final LayoutDirectory base;
    private final String prefix;
    private final TagScheme scheme;

    /**
     * @param base layout that holds the base image, which stands in the registry beside the images
     * @param prefix path of the hub on its registry, for example {@code istio}
     */
    public AssembledCheck(List<AssemblyImage> images, LayoutDirectory base, String prefix, TagScheme scheme) {
        this.images = List.copyOf(images);
        this.base = base;
        this.prefix = prefix;
        this.scheme = scheme;
    }

    @Override
    public void in(RegistryApi registry, boolean deep) throws IOException {
        ImageLookup baseLookup = new ImageLookup(registry, TagScheme.INDEX);
        ImageLookup lookup = new ImageLookup(registry, scheme);
        for (Machine machine : Machine.values()) {
            ImageLookup.Image below =
                    baseLookup.find(prefix + "/" + base.images().get(0).name(), DataSet.VERSION, machine);
            for (AssemblyImage image : images) {
                ImageLookup.Image found = lookup.find(prefix + "/" + image.name(), DataSet.VERSION, machine);
                requireBase(found, below);
                if (deep) {
                    requireBinary(registry, found, below.layers().size(), image, machine);
                }
            }
        }
    }

    private static void requireBase(ImageLookup.Image image, ImageLookup.Image base) {
        int layers = base.diffIds().size();
        if (image.diffIds().size() <= layers
                || image.layers().size() != image.diffIds().size()
                || !image.diffIds().subList(0, layers).equals(base.diffIds())) {
            throw new BenchException(image.repository() + " does not stand on its base");
        }
    }

    private static void requireBinary(
            RegistryApi registry, ImageLookup.Image found, int skip, AssemblyImage image, Machine machine)
            throws IOException {
        for (String layer : found.layers().subList(skip, found.layers().size())) {
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(LayerContent.plain(registry.blob(found.repository(), layer)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.getName().replaceFirst("^[./]+", "").equals(image.path())) {
                        requireEqual(LayerContent.digest(tar), image, machine);
                        return;
                    }
                }
            }
        }
        throw new BenchException(found.repository() + " has no " + image.path());
    }

    private static void requireEqual(Digest actual, AssemblyImage image, Machine machine) throws IOException {
        try (InputStream in = Files.newInputStream(image.binary(machine))) {
            if (!LayerContent.digest(in).equals(actual)) {
                throw new BenchException(image.name() + " holds another executable than its context");
            }
        }
    }
}
