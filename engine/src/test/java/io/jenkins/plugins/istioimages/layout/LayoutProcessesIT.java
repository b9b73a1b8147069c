package io.jenkins.plugins.istioimages.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One layout, several processes and threads. */
class LayoutProcessesIT {
    private static final Repository PILOT = Repository.parse("ghcr.io/resf/istio/pilot");

    @TempDir
    Path temp;

    private Path directory;
    private Path output;

    @BeforeEach
    void paths() {
        directory = temp.resolve("layout");
        output = temp.resolve("output");
    }

    @Test
    void two_processes_that_tag_two_hundred_times_each_lose_nothing() throws Exception {
        Process first = LayoutProcess.start(directory, PILOT, 1, 200, 500, output);
        Process second = LayoutProcess.start(directory, PILOT, 2, 200, 500, output);
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();

        try (OciLayout layout = OciLayout.open(directory)) {
            assertThat(layout.tags(PILOT)).hasSize(400);
            layout.tags(PILOT).forEach(tag -> TestImages.assertComplete(layout, PILOT.tag(tag)));
        }
    }

    @Test
    void many_threads_over_several_instances_lose_nothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> done = new ArrayList<>();
        try (OciLayout one = OciLayout.create(directory);
                OciLayout other = OciLayout.create(directory)) {
            ManifestContent image = new TestImages(1).image(one, PILOT, Platform.LINUX_AMD64);
            for (int i = 0; i < 200; i++) {
                OciLayout layout = i % 2 == 0 ? one : other;
                Reference tag = PILOT.tag("t" + i);
                // The same content from all threads: one blob, pushed at the same time by many.
                done.add(threads.submit(() -> {
                    assertThat(new TestImages(1)
                                    .image(layout, PILOT, Platform.LINUX_AMD64)
                                    .digest())
                            .isEqualTo(image.digest());
                    layout.tag(tag, image);
                }));
            }
            for (Future<?> task : done) {
                task.get();
            }
            assertThat(one.tags(PILOT)).hasSize(200);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_layout_whose_writers_are_killed_at_any_moment_stays_readable_and_complete() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 25; round++) {
            long before = Files.exists(output) ? Files.size(output) : 0;
            Process writer = LayoutProcess.start(directory, PILOT, round, 1000, 300_000, output);
            if (round % 5 > 0) {
                awaitMoreThan(before);
            }
            Thread.sleep(random.nextInt(round % 5 > 0 ? 200 : 500));
            writer.destroyForcibly();
            assertThat(writer.waitFor()).isNotZero();
        }
        List<String> finished = Files.readAllLines(output);

        try (OciLayout layout = OciLayout.create(directory)) {
            List<String> tags = layout.tags(PILOT);
            assertThat(finished).isNotEmpty();
            assertThat(tags.stream().map(tag -> PILOT + ":" + tag)).containsAll(finished);
            tags.forEach(tag -> TestImages.assertComplete(layout, PILOT.tag(tag)));
            new TestImages(1000).tagged(layout, PILOT.tag("after"));
            assertThat(sessions()).as("leftovers of killed writers are removed").hasSize(1);
        }
    }

    private void awaitMoreThan(long size) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (Files.size(output) <= size) {
            assertThat(System.nanoTime())
                    .as("the writer has tagged nothing in 30 s")
                    .isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private List<Path> sessions() throws IOException {
        try (Stream<Path> sessions = Files.list(directory.resolve(".istio-images/ingest"))) {
            return sessions.toList();
        }
    }
}
