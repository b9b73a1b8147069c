package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.layout.TestArchive;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Archives that are wrong in one way each, and what is done with archives. */
final class ArchiveFaults {
    private static final Reference NAME = Reference.parse("istio/pilot:1.14.5");
    private static final byte[] LAYER = RegistryStoreTest.random(100_000);
    private static final byte[] SECRET = "root:x:0:0".getBytes(StandardCharsets.US_ASCII);

    private final Path directory;

    /** What is done with an archive. */
    @FunctionalInterface
    interface Work {
        void with(Path archive, FakeRegistry registry, RegistryStore store) throws Exception;
    }

    ArchiveFaults(Path directory) {
        this.directory = directory;
    }

    static Map<String, Work> operations() {
        Map<String, Work> all = new LinkedHashMap<>();
        all.put("read", (archive, registry, store) -> {
            try (ArchiveSource source = ArchiveSource.open(archive)) {
                io.jenkins.plugins.istioimages.store.TestImages.assertComplete(source, NAME);
            }
        });
        all.put("read in one pass", (archive, registry, store) -> {
            try (ArchiveSource source = ArchiveSource.read(
                    archive, (blob, content) -> content.transferTo(OutputStream.nullOutputStream()))) {
                io.jenkins.plugins.istioimages.store.TestImages.assertComplete(source, NAME);
            }
        });
        all.put("copy to a registry", (archive, registry, store) -> {
            try (ArchiveSource source = ArchiveSource.open(archive)) {
                new ImageCopier(source, store, CopyOptions.everything())
                        .copy(NAME, registry.repository("istio/pilot").tag("1"));
            }
        });
        return all;
    }

    /** {@code ok}, or the kind of the one clear error; then no tag was written. */
    String outcome(Work work, Path archive) {
        try (FakeRegistry registry = new FakeRegistry();
                RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            try {
                work.with(archive, registry, store);
                return "ok";
            } catch (EngineException e) {
                assertThat(e.getMessage()).hasSizeLessThan(1200).doesNotContain("\n");
                assertThat(registry.contents().summary()).doesNotContain(" tag ");
                assertThat(registry.contents().summary())
                        .doesNotContain(Digest.sha256(SECRET).toString());
                return e.getClass().getSimpleName().replace("Exception", "");
            }
        } catch (Exception e) {
            throw new AssertionError(archive + ": an error that is none of ours", e);
        }
    }

    Map<String, Path> all() {
        Path secret = write("secret", SECRET);
        Map<String, Path> all = new LinkedHashMap<>();
        all.put("none", image(new TestArchive().file("layer.tar", LAYER)).write(file("right")));
        all.put(
                "symlink to a file outside",
                image(new TestArchive().symlink("layer.tar", secret.toString())).write(file("symlink")));
        all.put(
                "symlink up and out",
                image(new TestArchive().symlink("layer.tar", "../../../../../../.." + secret))
                        .write(file("up")));
        all.put(
                "hard link to a file outside",
                image(new TestArchive().hardlink("layer.tar", secret.toString()))
                        .write(file("hardlink")));
        all.put(
                "hard link to itself",
                image(new TestArchive().hardlink("layer.tar", "layer.tar")).write(file("itself")));
        all.put(
                "name that leads outside",
                image(new TestArchive().file("../layer.tar", LAYER)).write(file("outside")));
        all.put("layer that is missing", image(new TestArchive()).write(file("missing")));
        all.put(
                "layer with wrong bytes",
                image(new TestArchive().file("layer.tar", RegistryStoreTest.random(99_999)))
                        .write(file("wrong")));
        all.put("gzip bomb", TestArchive.bomb(file("bomb"), "manifest.json", '[', 64L * 1024 * 1024));
        byte[] whole = io.jenkins.plugins.istioimages.store.TestImages.gzip(
                image(new TestArchive().file("layer.tar", LAYER)).bytes());
        all.put("gzip that breaks off", write("cut", Arrays.copyOf(whole, whole.length / 2)));
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 0x40;
        all.put("gzip with a flipped bit", write("flipped", flipped));
        all.put("no manifest.json", new TestArchive().file("layer.tar", LAYER).write(file("none")));
        all.put("not an archive", write("text", RegistryStoreTest.random(5000)));
        all.put("no such file", file("absent"));
        return all;
    }

    private static TestArchive image(TestArchive archive) {
        return archive.file("config.json", TestArchive.config("amd64", LAYER))
                .file(
                        "manifest.json",
                        "[" + TestArchive.image("config.json", "[\"istio/pilot:1.14.5\"]", "layer.tar") + "]");
    }

    private Path file(String name) {
        return directory.resolve(name + ".tar");
    }

    private Path write(String name, byte[] content) {
        try {
            return Files.write(file(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
