package io.jenkins.plugins.istioimages.publish.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.publish.bucket.S3Server;
import io.jenkins.plugins.istioimages.publish.github.FakeGitHub;
import io.jenkins.plugins.istioimages.publish.grafana.FakeGrafana;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsServer;
import io.jenkins.plugins.istioimages.publish.targets.CuttingProxy.Cut;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole publication to every kind of target at once, whose connections to each of them break from that one's nth request
 * on, for every n; and somebody who looks at everything whenever it has changed.
 */
class CutEverywhereIT {
    private static final int SOMETIMES = 8;

    @TempDir
    static Path directory;

    private static final List<AutoCloseable> servers = new ArrayList<>();
    private static final List<Place> places = new ArrayList<>();
    private static final Queue<String> broken = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws Exception {
        OneOfEach release = new OneOfEach(directory);
        Path root = Files.createDirectories(directory.resolve("git"));
        DockerRegistry registry = started(DockerRegistry.start());
        S3Server s3 = started(new S3Server());
        GcsServer gcs = started(new GcsServer());
        places.add(new RegistryPlace(registry, release, false));
        places.add(new RegistryPlace(registry, release, true));
        places.add(BucketPlace.s3(s3, release, false));
        places.add(BucketPlace.s3(s3, release, true));
        places.add(BucketPlace.gcs(gcs, release, false));
        places.add(BucketPlace.gcs(gcs, release, true));
        places.add(new GitPlace(
                started(GitHttpServer.start(root, GitPlace.USER.user(), GitPlace.USER.password())), root, release));
        places.add(new GitHubPlace(started(new FakeGitHub()), release));
        places.add(new GrafanaPlace(started(new FakeGrafana()), release));
    }

    private static <T extends AutoCloseable> T started(T server) {
        servers.add(server);
        return server;
    }

    @AfterAll
    static void stop() throws Exception {
        for (Place place : places) {
            place.close();
        }
        for (AutoCloseable server : servers) {
            server.close();
        }
        // They hold what was published to them.
        places.clear();
        servers.clear();
    }

    @Test
    void theNextRunCompletesItAndNothingEverLeadsToWhatIsNotThere() throws IOException {
        Map<Place, String> whole = whole();
        Map<Place, Integer> requests = new LinkedHashMap<>();
        places.forEach(place -> requests.put(place, place.proxy.count()));
        assertThat(requests.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(100);
        for (int n = 1; n <= Collections.max(requests.values()); n++) {
            int number = n;
            List<Place> cut = places.stream()
                    .filter(place -> requests.get(place) >= number)
                    .toList();
            cutFrom(n, cut);
            String when = "after a cut at " + n;
            assertThat(publish("cut-" + n, cut)).allSatisfy(receipt -> assertThat(receipt.complete())
                    .as("%s: %s", when, receipt)
                    .isTrue());
            for (Place place : cut) {
                assertThat(place.visible("cut-" + n)).as(when).isEqualTo(whole.get(place));
            }
            if (n % SOMETIMES == 1) {
                assertNothingIsLeftToDo("cut-" + n, cut);
            }
        }
        assertThat(broken).isEmpty();
    }

    /** Publishes, and lets everything pass afterwards. */
    private static void cutFrom(int number, List<Place> cut) throws IOException {
        String round = "cut-" + number;
        begin(round, cut);
        for (Place place : cut) {
            Cut how = CuttingProxy.CUTS.get((number + places.indexOf(place)) % CuttingProxy.CUTS.size());
            place.proxy.cutFrom(number, how);
        }
        List<Receipt> receipts = publish(round, cut);
        for (int i = 0; i < cut.size(); i++) {
            if (cut.get(i).proxy.count() < number) {
                assertThat(receipts.get(i).complete()).as("%s", receipts.get(i)).isTrue();
            }
            cut.get(i).proxy.heal();
        }
    }

    private static Map<Place, String> whole() throws IOException {
        begin("whole", places);
        assertThat(publish("whole", places))
                .allSatisfy(receipt ->
                        assertThat(receipt.status()).as("%s", receipt).isEqualTo(Status.DONE));
        Map<Place, String> whole = new LinkedHashMap<>();
        for (Place place : places) {
            whole.put(place, place.visible("whole"));
        }
        assertThat(whole.values()).doesNotContain("");
        return whole;
    }

    private static void begin(String round, List<Place> cut) throws IOException {
        for (Place place : cut) {
            place.prepare(round);
            place.proxy.heal();
            place.proxy.afterWrite(request -> {
                try {
                    place.watch(round, request);
                } catch (AssertionError | RuntimeException e) {
                    broken.add(round + ", after " + request + ": " + e);
                }
            });
        }
    }

    private static List<Receipt> publish(String round, List<Place> where) {
        return new Publication(Mode.PUBLISH, false, receipt -> {})
                .run(where.stream().map(place -> place.target(round)).toList());
    }

    private static void assertNothingIsLeftToDo(String round, List<Place> where) {
        where.forEach(place -> place.proxy.heal());
        assertThat(publish(round, where)).extracting(Receipt::status).containsOnly(Status.UNCHANGED);
        assertThat(where).allSatisfy(place -> assertThat(place.proxy.writes())
                .filteredOn(request -> !request.endsWith("/git-upload-pack"))
                .isEmpty());
    }
}
