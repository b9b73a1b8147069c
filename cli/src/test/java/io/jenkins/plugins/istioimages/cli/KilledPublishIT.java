package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Publishes in processes of their own to Debian's docker-registry, ended by kill -9 or side by side. */
@Timeout(600)
class KilledPublishIT {
    private static final int KILLS = 50;
    private static final int LANES = 2;
    private static final List<String> IMAGES = List.of("pilot", "proxyv2");

    @TempDir
    Path directory;

    @Test
    void killedAtAnyMomentItNeverTagsWhatIsNotWholeAndTheNextRunSendsOnlyWhatIsMissing() throws Exception {
        long seed = Long.getLong("istio.images.seed", System.nanoTime());
        System.out.println("moments of the kills: -Distio.images.seed=" + seed);
        Random moments = new Random(seed);
        Path archives = new SmallRelease(7, 300_000).write(directory.resolve("archives"), "pilot", "proxyv2");
        int inTheMiddle = 0;
        try (DockerRegistry registry = DockerRegistry.start()) {
            Map<String, String> expected = published(finish(archives, registry.host() + "/whole"));
            PublishProcess undisturbed = start(archives, registry.host() + "/undisturbed", "undisturbed");
            undisturbed.awaitBegin();
            long begun = System.nanoTime();
            assertThat(undisturbed.said()).endsWith("status 0");
            long whole = System.nanoTime() - begun;
            ExecutorService lanes = Executors.newFixedThreadPool(LANES);
            try {
                List<Callable<Boolean>> kills = new ArrayList<>();
                for (int i = 0; i < KILLS; i++) {
                    String name = "kill" + i;
                    long moment = (long) (moments.nextDouble() * whole);
                    kills.add(() -> killAndFinish(archives, registry, name, moment, expected));
                }
                for (Future<Boolean> killed : lanes.invokeAll(kills)) {
                    inTheMiddle += killed.get() ? 1 : 0;
                }
            } finally {
                lanes.shutdownNow();
            }
            // Killed between opening a file and removing its name, a process leaves the name, until the next one comes.
            assertThat(temporaryFiles()).allSatisfy(file -> assertThat(file).isEmptyFile());
            finish(archives, registry.host() + "/afterwards");
            assertThat(temporaryFiles()).isEmpty();
        }
        System.out.println(inTheMiddle + " of " + KILLS + " were at work when they were killed");
        assertThat(inTheMiddle).isGreaterThan(KILLS / 4);
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("istio-images-[0-9a-f-]{36}\\.tmp"))
                    .toList();
        }
    }

    /** @return whether the publish was at work when it was killed */
    private boolean killAndFinish(
            Path archives, DockerRegistry registry, String name, long moment, Map<String, String> expected)
            throws Exception {
        String hub = registry.host() + "/" + name;
        PublishProcess publish = start(archives, hub, name);
        publish.awaitBegin();
        TimeUnit.NANOSECONDS.sleep(moment);
        boolean atWork = publish.process().isAlive();
        publish.process().destroyForcibly().waitFor();
        try (RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            tags(store, hub).forEach(tag -> TestImages.assertComplete(store, tag));
            long missing = missing(store, hub, registry.host() + "/whole");
            JsonNode report = finish(archives, hub);
            assertThat(published(report)).as(name).isEqualTo(expected);
            assertThat(report.path("bytesSent").asLong()).as(name).isLessThanOrEqualTo(missing);
            assertThat(tags(store, hub)).hasSize(2).allSatisfy(tag -> TestImages.assertComplete(store, tag));
        }
        return atWork;
    }

    @Test
    void twoAtOnceThatShareImagesAndLayersAreBothRight() throws Exception {
        Path first = new SmallRelease(7, 300_000).write(directory.resolve("first"), "pilot", "proxyv2");
        Path second = new SmallRelease(7, 300_000).write(directory.resolve("second"), "pilot", "ztunnel");
        try (DockerRegistry registry = DockerRegistry.start();
                RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            for (int i = 0; i < 5; i++) {
                String hub = registry.host() + "/both" + i;
                // Even rounds share the cache, too.
                PublishProcess one = start(first, hub, "one" + i, "cache" + i);
                PublishProcess two = start(second, hub, "two" + i, "cache" + (i % 2 == 0 ? "" : "other") + i);
                assertThat(one.said()).endsWith("status 0");
                assertThat(two.said()).endsWith("status 0");
                for (String image : List.of("pilot", "proxyv2", "ztunnel")) {
                    Reference tag = Repository.parse(hub + "/" + image).tag("1.14.5");
                    TestImages.assertComplete(store, tag);
                    assertThat(store.manifest(tag).parse().references()).hasSize(2);
                }
            }
        }
    }

    private PublishProcess start(Path archives, String hub, String name) throws IOException {
        return start(archives, hub, name, "cache-" + name);
    }

    private PublishProcess start(Path archives, String hub, String name, String cache) throws IOException {
        return PublishProcess.start(archives, hub, directory.resolve(cache), directory.resolve(name + ".log"));
    }

    /** Publishes in this process, with the cache that the killed one left. */
    private JsonNode finish(Path archives, String hub) throws IOException {
        CliRun run = CliRun.of(
                "publish",
                "--quiet",
                "--json",
                "--archives",
                archives.toString(),
                "--hub",
                hub,
                "--compressor",
                "gzip-jdk",
                "--cache",
                directory
                        .resolve("cache-" + hub.substring(hub.indexOf('/') + 1))
                        .toString());
        assertThat(run.status()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    /** Digests by image. */
    private static Map<String, String> published(JsonNode report) {
        Map<String, String> digests = new TreeMap<>();
        report.path("published").forEach(tag -> {
            String reference = tag.path("reference").asText();
            digests.put(
                    reference.substring(reference.lastIndexOf('/') + 1),
                    tag.path("digest").asText());
        });
        return digests;
    }

    private static List<Reference> tags(RegistryStore store, String hub) {
        return IMAGES.stream()
                .map(image -> Repository.parse(hub + "/" + image))
                .flatMap(repository -> store.tags(repository).stream().map(repository::tag))
                .toList();
    }

    /** Bytes of the blobs that some repository of a hub lacks, by what a whole one has. */
    private static long missing(RegistryStore store, String hub, String wholeHub) {
        Map<Descriptor, Boolean> lacking = new TreeMap<>((a, b) -> a.digest().compareTo(b.digest()));
        for (String image : IMAGES) {
            Repository whole = Repository.parse(wholeHub + "/" + image);
            Repository repository = Repository.parse(hub + "/" + image);
            for (Descriptor child : store.manifest(whole.tag("1.14.5")).parse().references()) {
                ManifestContent content = store.manifest(whole, child.digest());
                Manifest manifest = content.parse();
                manifest.references().stream()
                        .filter(blob -> !store.hasBlob(repository, blob.digest()))
                        .forEach(blob -> lacking.put(blob, true));
            }
        }
        return lacking.keySet().stream().mapToLong(Descriptor::size).sum();
    }
}
