package io.jenkins.plugins.istioimages.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproducibilityTest {
    private static final String DOCKERFILE = """
            FROM scratch
            COPY . /app/
            WORKDIR /work
            ENV A=1
            """;

    @Test
    void twoCheckoutsWithOtherTimesAndUmasksGiveTheSameBytes(@TempDir Path one, @TempDir Path two) throws Exception {
        BuiltImage first = build(one, "rwxr-xr-x", "rw-r--r--", 1_000_000);
        BuiltImage second = build(two, "rwx------", "rw-rw-rw-", 2_000_000);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void anotherCommitTimeGivesAnotherImage(@TempDir Path one) throws Exception {
        try (ImageFixture fixture = new ImageFixture(one)) {
            BuiltImage image = fixture.file("f", "f").build(DOCKERFILE);
            assertThat(fixture.config(image).tree().path("history"))
                    .allSatisfy(entry ->
                            assertThat(entry.path("created").asText()).isEqualTo(ImageFixture.TIME.toString()));
        }
    }

    @Test
    void manyImagesAtOnceAreTheSameAsOneByOne(@TempDir Path directory) throws Exception {
        try (ImageFixture fixture = new ImageFixture(directory)) {
            BuiltImage alone = fixture.file("f", "f").file("g", "g").build(DOCKERFILE);
            ExecutorService pool = Executors.newFixedThreadPool(6);
            List<Future<BuiltImage>> futures = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Repository repository = Repository.parse("registry.example/mini/image" + i % 5);
                futures.add(pool.submit(() -> fixture.builder()
                        .build(new ImageRequest(
                                directory.resolve("Dockerfile"),
                                BuildContext.directory(fixture.context()),
                                Platform.LINUX_AMD64,
                                Map.of(),
                                repository,
                                ImageFixture.TIME))));
            }
            for (Future<BuiltImage> future : futures) {
                assertThat(future.get()).isEqualTo(alone);
            }
            pool.shutdown();
        }
    }

    @Test
    void layersOfTheBaseAreNotReadWhereNothingDependsOnThem(@TempDir Path directory) throws Exception {
        try (ImageFixture fixture = new ImageFixture(directory)) {
            BuiltImage base = fixture.file("f", "f")
                    .base("registry.example/base", Platform.LINUX_AMD64, "FROM scratch\nCOPY f /srv/f\n");
            List<String> opened = Collections.synchronizedList(new ArrayList<>());
            ImageStore watched = watched(fixture.store(), opened);
            Path dockerfile = directory.resolve("D");
            Files.writeString(dockerfile, "FROM registry.example/base\nCOPY f /usr/local/bin/f\nWORKDIR /\n");
            build(watched, fixture, dockerfile);
            assertThat(opened).doesNotContain(base.layers().get(0).digest().toString());
            Files.writeString(dockerfile, "FROM registry.example/base\nCOPY f /srv/g\n");
            build(watched, fixture, dockerfile);
            assertThat(opened).contains(base.layers().get(0).digest().toString());
        }
    }

    private static void build(ImageStore store, ImageFixture fixture, Path dockerfile) {
        try (NativeImageBuilder builder = new NativeImageBuilder(
                fixture.store(),
                new BaseImages(List.of(store)),
                Compressors.jdkGzip(),
                fixture.root().resolve("spool2"),
                TransferListener.NONE)) {
            builder.build(new ImageRequest(
                    dockerfile,
                    BuildContext.directory(fixture.context()),
                    Platform.LINUX_AMD64,
                    Map.of(),
                    ImageFixture.REPOSITORY,
                    ImageFixture.TIME));
        }
    }

    /** A store that notes which blobs are read. */
    private static ImageStore watched(ImageStore store, List<String> opened) {
        return (ImageStore) Proxy.newProxyInstance(
                ImageStore.class.getClassLoader(), new Class<?>[] {ImageStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("openBlob")) {
                        opened.add(((io.jenkins.plugins.istioimages.oci.Descriptor) arguments[1])
                                .digest()
                                .toString());
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static BuiltImage build(Path directory, String executable, String plain, long time) throws Exception {
        try (ImageFixture fixture = new ImageFixture(directory)) {
            fixture.file("bin/tool", "#!x", executable)
                    .file("conf/é", "c", plain)
                    .file("z", "z", plain);
            try (var files = Files.walk(fixture.context())) {
                for (Path file : files.toList()) {
                    Files.setLastModifiedTime(file, FileTime.fromMillis(time));
                }
            }
            return fixture.build(DOCKERFILE);
        }
    }
}
