package io.jenkins.plugins.istioimages.image;

import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A build context, a layout as target, and a look into what was built. */
final class ImageFixture implements AutoCloseable {
    static final Instant TIME = Instant.parse("2022-10-12T08:11:00Z");
    static final Repository REPOSITORY = Repository.parse("registry.example/mini/pilot");

    private final Path root;
    private final OciLayout layout;
    private final NativeImageBuilder builder;

    ImageFixture(Path root) {
        this.root = root;
        this.layout = OciLayout.create(root.resolve("layout"));
        this.builder = new NativeImageBuilder(
                layout,
                new BaseImages(List.of(layout)),
                Compressors.jdkGzip(),
                root.resolve("spool"),
                TransferListener.NONE);
    }

    Path root() {
        return root;
    }

    Path context() {
        return root.resolve("context");
    }

    NativeImageBuilder builder() {
        return builder;
    }

    ImageStore store() {
        return layout;
    }

    ImageFixture file(String name, String content) {
        return file(name, content, "rw-r--r--");
    }

    ImageFixture file(String name, String content, String permissions) {
        try {
            Path file = context().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BuiltImage build(String dockerfile, String... arguments) {
        return build(REPOSITORY, Platform.LINUX_AMD64, dockerfile, arguments);
    }

    /** @param arguments build arguments, {@code name=value} */
    BuiltImage build(Repository repository, Platform platform, String dockerfile, String... arguments) {
        try {
            Files.createDirectories(context());
            Path file = root.resolve("Dockerfile");
            Files.writeString(file, dockerfile);
            Map<String, String> buildArgs = new java.util.HashMap<>();
            for (String argument : arguments) {
                int equals = argument.indexOf('=');
                buildArgs.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
            return builder.build(
                    new ImageRequest(file, BuildContext.directory(context()), platform, buildArgs, repository, TIME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds and tags, so that another Dockerfile can name it. */
    BuiltImage base(String name, Platform platform, String dockerfile) {
        Repository repository = Repository.parse(name);
        BuiltImage image = build(repository, platform, dockerfile);
        layout.tag(
                repository.tag("latest"),
                layout.manifest(repository, image.manifest().digest()));
        return image;
    }

    ImageConfig config(BuiltImage image) {
        try (InputStream in = layout.openBlob(REPOSITORY, image.config())) {
            return ImageConfig.parse(in.readAllBytes(), "config");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Entries of a layer: {@code mode uid:gid path[ -> target][ content]}. */
    List<String> layer(Descriptor layer) {
        List<String> result = new ArrayList<>();
        try (InputStream blob = new BufferedInputStream(layout.openBlob(REPOSITORY, layer));
                TarArchiveInputStream tar = new TarArchiveInputStream(Decompressor.open(blob), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                result.add(describe(entry, tar));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    private static String describe(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        String text = String.format(
                "%04o %d:%d %s",
                entry.getMode() & 07777, entry.getLongUserId(), entry.getLongGroupId(), entry.getName());
        if (entry.isSymbolicLink()) {
            return text + " -> " + entry.getLinkName();
        }
        return entry.isDirectory()
                ? text
                : text + " " + new String(tar.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Entries of the last layer. */
    List<String> lastLayer(BuiltImage image) {
        return layer(image.layers().get(image.layers().size() - 1));
    }

    @Override
    public void close() {
        builder.close();
        layout.close();
    }
}
