package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.ContainerLoad;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.layout.DockerArchiveWriter;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.ImageTags;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A catalog's images as compressed docker-archives, named as istio's docker-builder names them when it saves for several
 * platforms (tools/docker-builder/docker.go, RunSave): file and tags end with the architecture, but for amd64. The
 * default is a second name of the variant that it is an alias of. Layers are the very bytes that the store has.
 */
final class ImageArchives {
    private final ImageStore store;
    private final Hub hub;
    private final String version;

    /**
     * @param store that has the images
     * @param hub that they are named below in the archives
     * @param version of the release
     */
    ImageArchives(ImageStore store, Hub hub, String version) {
        this.store = store;
        this.hub = hub;
        this.version = version;
    }

    /** Writes all archives; one that is there already and of the same image is left alone. */
    void write(Catalog catalog, Path out) {
        for (CatalogImage image : catalog.images()) {
            for (CatalogPlatform platform : image.platforms()) {
                try {
                    write(image, platform, out);
                } catch (IOException e) {
                    throw new WorkException(
                            "cannot write the archive of " + image.name() + " (" + image.variant() + ") for "
                                    + platform.platform() + " below " + out + ": " + e,
                            e);
                }
            }
        }
    }

    /**
     * Hands all images to a container engine, under the names that they have in archives.
     *
     * @param work for one archive at a time
     */
    void load(Catalog catalog, Path work, ContainerLoad engine) {
        Path file = work.resolve("image.tar");
        for (CatalogImage image : catalog.images()) {
            for (CatalogPlatform platform : image.platforms()) {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    new DockerArchiveWriter(store)
                            .write(image.repository(), platform.digest(), names(image, platform), out);
                    out.flush();
                    engine.load(file);
                    Files.delete(file);
                } catch (IOException e) {
                    throw new WorkException("cannot write " + file + ": " + e, e);
                }
            }
        }
    }

    private List<String> names(CatalogImage image, CatalogPlatform platform) {
        String suffix = ReleaseLayout.architecture(platform.platform());
        return image.tags().stream()
                .map(tag -> hub.image(image.name()).tag(tag + suffix).toString())
                .toList();
    }

    private void write(CatalogImage image, CatalogPlatform platform, Path out) throws IOException {
        List<String> names = names(image, platform);
        List<Path> files = image.tags().stream()
                .map(tag -> out.resolve(ReleaseLayout.image(image.name(), variant(tag), platform.platform())))
                .toList();
        Path first = files.get(0);
        Files.createDirectories(first.getParent());
        if (!isThere(image, platform, names, first)) {
            archive(image, platform, names, first);
        }
        for (Path alias : files.subList(1, files.size())) {
            if (!Files.exists(alias) || !Files.isSameFile(alias, first)) {
                link(first, alias);
            }
        }
    }

    /** What a tag has behind the version. */
    private String variant(String tag) {
        String bare = new ImageTags(version, "").version();
        return tag.length() > bare.length() ? tag.substring(bare.length() + 1) : "";
    }

    private boolean isThere(CatalogImage image, CatalogPlatform platform, List<String> names, Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (InputStream in = Decompressor.open(new BufferedInputStream(Files.newInputStream(file)))) {
            boolean same = new DockerArchiveWriter(store).isOf(image.repository(), platform.digest(), names, in);
            // To the last byte: the checksum at its end tells whether it is whole.
            in.transferTo(OutputStream.nullOutputStream());
            return same;
        } catch (IOException damaged) {
            return false;
        }
    }

    private void archive(CatalogImage image, CatalogPlatform platform, List<String> names, Path file)
            throws IOException {
        Path half = half(file);
        try {
            try (OutputStream compressed =
                    Compressors.jdkGzip().compress(new BufferedOutputStream(Files.newOutputStream(half)))) {
                new DockerArchiveWriter(store).write(image.repository(), platform.digest(), names, compressed);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static void link(Path file, Path alias) throws IOException {
        Path half = half(alias);
        try {
            Files.deleteIfExists(half);
            Files.createLink(half, file);
            Files.move(half, alias, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static Path half(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".new");
    }
}
