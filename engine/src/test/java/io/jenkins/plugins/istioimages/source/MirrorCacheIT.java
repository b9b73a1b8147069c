package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept between runs, by whom, and what a kill leaves. */
class MirrorCacheIT {
    @TempDir
    Path temp;

    private Path cache;
    private TestRepository istio;
    private GitHttpServer server;
    private String first;
    private String second;

    @BeforeEach
    void start() {
        cache = temp.resolve("cache");
        istio = TestRepository.create(temp.resolve("repos/istio"));
        first = istio.commit("first", Map.of("a", "1", "old", noise(1)));
        second = istio.commit("second", Map.of("a", "2", "big", noise(2)));
        server = GitHttpServer.start(temp.resolve("repos"));
    }

    @AfterEach
    void stop() {
        istio.close();
        server.close();
    }

    @Test
    void aTipIsFetchedWithoutItsHistory() throws Exception {
        Lock lock = resolve(GitAccess.standard(), branch());

        try (Repository repository = new MirrorCache(cache, GitAccess.standard())
                .mirror(lock.istio())
                .open()) {
            assertThat(repository.getObjectDatabase().has(ObjectId.fromString(second)))
                    .isTrue();
            assertThat(repository.getObjectDatabase().has(ObjectId.fromString(first)))
                    .isFalse();
        }
    }

    @Test
    void aTipThatHasNotMovedIsNotFetchedAgain() {
        resolve(GitAccess.standard(), branch());
        int before = server.requests().size();

        resolve(GitAccess.standard(), branch());

        // Capabilities and branches, no pack.
        assertThat(server.requests().subList(before, server.requests().size())).hasSize(2);
    }

    @Test
    void aCommitThatIsInTheCacheNeedsNoServer() {
        Lock lock = resolve(GitAccess.standard(), branch());
        ReleaseManifest again = ManifestReader.read(
                        "lock.yaml", LockYaml.write(branch(), lock).getBytes(StandardCharsets.UTF_8))
                .manifest();
        int before = server.requests().size();

        Lock offline = resolve(GitAccess.standard().withoutNetwork(), again);

        assertThat(offline.istio().sha()).isEqualTo(second);
        assertThat(offline.istio().how()).isEqualTo("given in the manifest, on main");
        assertThat(server.requests()).hasSize(before);
        server.close();
        assertThat(checkout(LockYaml.read(
                        "lock.yaml", LockYaml.write(branch(), lock).getBytes(StandardCharsets.UTF_8))))
                .isTrue();
    }

    @Test
    void offlineWhatIsNotInTheCacheIsAnError() {
        assertThatThrownBy(() -> resolve(GitAccess.standard().withoutNetwork(), branch()))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("offline")
                .hasMessageContaining(server.url("istio"));
    }

    @Test
    void manyProcessesShareOneCache() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(SourceProcess.start(cache, server.url("istio"), "main", temp.resolve("work" + i)));
        }
        for (Process process : processes) {
            assertThat(output(process)).isEqualTo(second + " true");
        }

        // Only one of them fetched the files.
        assertThat(packs()).hasSizeLessThanOrEqualTo(2);
        for (int i = 0; i < 3; i++) {
            assertThat(GitCommand.in(temp.resolve("work" + i), "status", "--porcelain"))
                    .isEmpty();
        }
    }

    @Test
    void aKillInTheMiddleOfAFetchLeavesNothingHalf() throws Exception {
        String url;
        try (SlowProxy slow = new SlowProxy(server.port(), 3)) {
            url = slow.url("istio");
            for (long bytes : new long[] {1_000, 40_000, 150_000}) {
                Process process = SourceProcess.start(cache, url, "main", temp.resolve("work"));
                slow.awaitPassed(bytes);
                process.destroyForcibly().waitFor();
                assertThat(temp.resolve("work")).doesNotExist();
            }
            Process whole = SourceProcess.start(cache, url, "main", temp.resolve("work"));
            assertThat(output(whole)).isEqualTo(second + " true");
        }
        assertThat(GitCommand.in(temp.resolve("work"), "status", "--porcelain", "--ignored"))
                .isEmpty();
        assertThat(GitCommand.in(temp.resolve("work"), "fsck", "--full")).isEmpty();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void lockFilesOfAKilledProcessAreClearedAway() throws Exception {
        Lock lock = resolve(GitAccess.standard(), branch());
        Path objects = objectsDirectory();
        for (String name : new String[] {"shallow.lock", "packed-refs.lock", "config.lock", "refs/whole/x.lock"}) {
            Files.createDirectories(objects.resolve(name).getParent());
            Files.writeString(objects.resolve(name), "");
        }
        Files.writeString(objects.resolve("objects/pack/incoming_1.pack"), "half");
        String third = istio.commit("third", Map.of("a", "3"));

        Lock now = resolve(GitAccess.standard(), branch());

        assertThat(now.istio().sha()).isEqualTo(third).isNotEqualTo(lock.istio().sha());
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void aHistoryWhoseBranchesChangedIsFetchedAgain() throws Exception {
        istio.branch("a");
        istio.checkout("main");
        Lock before = resolve(GitAccess.standard(), sha(first.substring(0, 10)));
        istio.git().branchDelete().setBranchNames("a").setForce(true).call();
        istio.branch("a/b");
        String onNew = istio.commit("new", Map.of("a", "5"));

        Lock after = resolve(GitAccess.standard(), sha(onNew.substring(0, 10)));

        assertThat(before.istio().sha()).isEqualTo(first);
        assertThat(after.istio().sha()).isEqualTo(onNew);
    }

    private ReleaseManifest branch() {
        return release(
                "1.0.0", dep("istio").git(server.url("istio")).branch("main").get());
    }

    private ReleaseManifest sha(String sha) {
        return release("1.0.0", dep("istio").git(server.url("istio")).sha(sha).get());
    }

    private Lock resolve(GitAccess access, ReleaseManifest manifest) {
        SourceResolver resolver = new SourceResolver(new MirrorCache(cache, access), SourceOptions.standard());
        Lock lock = resolver.resolve(manifest);
        resolver.fetch(lock);
        return lock;
    }

    private boolean checkout(Lock lock) {
        return new Checkout(new MirrorCache(cache, GitAccess.standard()))
                .prepare(lock.istio(), lock.version(), temp.resolve("work"));
    }

    private Path objectsDirectory() throws Exception {
        try (Stream<Path> files = Files.walk(cache, 2)) {
            return files.filter(f -> f.endsWith("objects.git")).findFirst().orElseThrow();
        }
    }

    private List<Path> packs() throws Exception {
        try (Stream<Path> files = Files.list(objectsDirectory().resolve("objects/pack"))) {
            return files.filter(f -> f.toString().endsWith(".pack")).toList();
        }
    }

    private List<Path> leftOvers() throws Exception {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(f -> f.toString().endsWith(".lock")
                            || f.getFileName().toString().startsWith("incoming_"))
                    .toList();
        }
    }

    private static String output(Process process) throws Exception {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return text;
    }

    /** Text that does not compress well, 300 KiB. */
    private static String noise(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300 * 1024; i++) {
            text.append((char) (' ' + random.nextInt(90)));
        }
        return text.toString();
    }
}
