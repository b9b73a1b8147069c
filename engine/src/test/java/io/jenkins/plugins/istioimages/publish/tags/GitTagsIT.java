package io.jenkins.plugins.istioimages.publish.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import io.jenkins.plugins.istioimages.source.Tagger;
import io.jenkins.plugins.istioimages.source.TestRepository;
import io.jenkins.plugins.istioimages.source.UserPassword;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags of a release on five repositories behind git's own HTTP server, with a password. */
class GitTagsIT {
    private static final String VERSION = "1.14.5";
    private static final Instant WHEN = Instant.parse("2022-10-12T08:11:00Z");
    private static final Tagger TAGGER = new Tagger("A Releaser", "releases@example.com", WHEN);
    private static final UserPassword USER = new UserPassword("releaser", "pässword");
    private static final List<String> NAMES = List.of("istio", "api", "client-go", "proxy", "tools");

    @TempDir
    Path root;

    private final Map<String, TestRepository> repositories = new LinkedHashMap<>();
    private GitHttpServer server;

    @BeforeEach
    void start() {
        for (String name : NAMES) {
            TestRepository repository = TestRepository.create(root.resolve(name));
            repository.commit("first", Map.of("name", name));
            repository.commit("second", Map.of("more", name));
            repositories.put(name, repository);
        }
        server = GitHttpServer.start(root, USER.user(), USER.password());
    }

    @AfterEach
    void stop() {
        server.close();
        repositories.values().forEach(TestRepository::close);
    }

    @Test
    void everyRepositoryGetsItsTagsAndTheSecondRunWritesNothing() throws Exception {
        List<Receipt> first = publish(Mode.PUBLISH, false, Map.of());

        assertThat(first).extracting(Receipt::status).containsOnly(Status.DONE).hasSize(5);
        for (String name : NAMES) {
            assertThat(git(name, "cat-file", "-p", "refs/tags/" + VERSION))
                    .isEqualTo("object " + head(name) + "\ntype commit\ntag " + VERSION
                            + "\ntagger A Releaser <releases@example.com> " + WHEN.getEpochSecond()
                            + " +0000\n\nIstio release " + VERSION);
            git(name, "fsck", "--strict");
        }
        assertThat(git("client-go", "tag", "-l")).isEqualTo("1.14.5\nv1.14.5");
        assertThat(git("api", "tag", "-l")).isEqualTo("1.14.5");
        assertThat(pushes()).hasSize(5);

        List<Receipt> second = publish(Mode.PUBLISH, false, Map.of());

        assertThat(second).extracting(Receipt::status).containsOnly(Status.UNCHANGED);
        assertThat(pushes()).hasSize(5);
    }

    @Test
    void aDryRunWritesNothingAndNamesWhatTheRealOneDoes() throws Exception {
        repositories.get("api").tag(VERSION);
        List<Receipt> dry = publish(Mode.DRY_RUN, false, Map.of());

        assertThat(pushes()).isEmpty();
        assertThat(server.requests()).contains("GET /istio/info/refs");
        List<Receipt> real = publish(Mode.PUBLISH, false, Map.of());

        for (int i = 0; i < real.size(); i++) {
            assertThat(real.get(i).done())
                    .containsExactlyInAnyOrderElementsOf(
                            dry.get(i).changes().stream().map(Item::name).toList());
        }
        assertThat(receipt(real, "/api").status())
                .as("a lightweight tag at the commit is one")
                .isEqualTo(Status.UNCHANGED);
        assertThat(git("api", "cat-file", "-t", VERSION)).isEqualTo("commit");
    }

    @Test
    void aTagAtAnotherCommitStopsThatRepositoryAloneUnlessItMayBeReplaced() throws Exception {
        String other = git("proxy", "rev-parse", "HEAD~1");
        git("proxy", "tag", "-a", "-m", "somebody's", VERSION, other);
        List<Receipt> receipts = publish(Mode.PUBLISH, false, Map.of());

        Receipt proxy = receipt(receipts, "/proxy");
        assertThat(proxy.status()).isEqualTo(Status.REFUSED);
        assertThat(proxy.problem()).contains(VERSION + " should be " + head("proxy") + " and is " + other);
        assertThat(receipts).filteredOn(Receipt::complete).hasSize(4);
        assertThat(git("proxy", "rev-parse", VERSION + "^{}")).isEqualTo(other);

        assertThat(receipt(publish(Mode.PUBLISH, true, Map.of()), "/proxy").status())
                .isEqualTo(Status.DONE);
        assertThat(git("proxy", "rev-parse", VERSION + "^{}")).isEqualTo(head("proxy"));
    }

    @Test
    void aWrongPasswordIsToldByReadingAndIsNotShown() {
        GitAccess wrong = access(new UserPassword("releaser", "guessed-wrong"));
        List<PublishTarget> targets = new GitTags(wrong, TAGGER, Map.of()).targets(lock(NAMES, Map.of()));
        List<Receipt> receipts = new Publication(Mode.DRY_RUN, false, receipt -> {}).run(targets);

        assertThat(receipts).extracting(Receipt::status).containsOnly(Status.FAILED);
        assertThat(receipts.get(0).problem()).get().asString().contains("refuses the user name or password");
        assertThat(receipts.toString()).doesNotContain("guessed-wrong");
    }

    @Test
    void thatPushingIsNotAllowedIsToldByADryRun() {
        try (GitHttpServer readable = GitHttpServer.start(root)) {
            Map<String, String> urls = Map.of("api", readable.url("api"));
            Receipt receipt = receipt(publish(Mode.DRY_RUN, false, urls), "/api");

            assertThat(receipt.status()).isEqualTo(Status.FAILED);
            assertThat(receipt.problem()).get().asString().contains("does not permit this user to push");
        }
    }

    @Test
    void tagsOfOneRepositoryComeTogetherOrNotAtAll() throws Exception {
        Path hook = root.resolve("client-go/.git/hooks/update");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\ncase $1 in */v*) echo 'no v here' >&2; exit 1;; esac\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        Receipt receipt = receipt(publish(Mode.PUBLISH, false, Map.of()), "/client-go");

        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem()).get().asString().contains("v1.14.5: ").contains("no v here");
        assertThat(git("client-go", "tag", "-l")).isEmpty();
    }

    @Test
    void aCommitThatTheRepositoryLacksIsNotTagged() throws Exception {
        String unknown = "0123456789012345678901234567890123456789";
        Lock lock = lock(List.of("istio"), Map.of("istio", unknown));
        Receipt receipt = new Publication(Mode.PUBLISH, false, ignored -> {})
                .run(new GitTags(access(USER), TAGGER, Map.of()).targets(lock))
                .get(0);

        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem()).get().asString().contains("istio refuses tags: " + VERSION);
        assertThat(git("istio", "tag", "-l")).isEmpty();
    }

    /** Whatever is cut, the next run has all tags, and none is there twice or elsewhere. */
    @Test
    void brokenAtEveryRequestTheNextRunCompletes() throws Exception {
        int requests = 1;
        for (int cut = 1; cut <= requests; cut++) {
            for (boolean afterwards : List.of(false, true)) {
                git("client-go", "tag", "-d", VERSION, "v" + VERSION);
                try (CuttingProxy proxy = new CuttingProxy(server.url("").replaceFirst("/$", ""), cut, afterwards)) {
                    Lock lock = lock(List.of("client-go"), Map.of());
                    List<PublishTarget> targets = new GitTags(
                                    access(USER), TAGGER, Map.of("client-go", proxy.url("client-go")))
                            .targets(lock);
                    Publication publication = new Publication(Mode.PUBLISH, false, receipt -> {});
                    Receipt broken = publication.run(targets).get(0);
                    requests = Math.max(requests, proxy.requests());
                    Receipt next = publication.run(targets).get(0);

                    assertThat(next.complete())
                            .as("cut %s of %s: %s", cut, requests, next)
                            .isTrue();
                    assertThat(broken.complete() ? Status.UNCHANGED : next.status())
                            .isEqualTo(next.status());
                    assertThat(git("client-go", "rev-parse", VERSION + "^{}", "v" + VERSION + "^{}"))
                            .isEqualTo(head("client-go") + "\n" + head("client-go"));
                }
            }
        }
        assertThat(requests).isGreaterThan(5);
    }

    /** A release on GitHub needs its tag, too, and makes it where it is quicker. */
    @Test
    void whoMakesTheSameTagMeanwhileIsNoConflict() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.url("").replaceFirst("/$", ""), 0, false)) {
            TestRepository repository = repositories.get("client-go");
            AtomicBoolean tagged = new AtomicBoolean();
            proxy.beforePush = () -> {
                if (tagged.compareAndSet(false, true)) {
                    repository.annotatedTag(VERSION);
                }
            };
            Receipt receipt =
                    receipt(publish(Mode.PUBLISH, false, Map.of("client-go", proxy.url("client-go"))), "/client-go");

            assertThat(receipt.status()).as(receipt.toString()).isEqualTo(Status.DONE);
            assertThat(git("client-go", "tag", "-l")).isEqualTo("1.14.5\nv1.14.5");
        }
    }

    private List<Receipt> publish(Mode mode, boolean replace, Map<String, String> urls) {
        List<PublishTarget> targets = new GitTags(access(USER), TAGGER, urls).targets(lock(NAMES, Map.of()));
        return new Publication(mode, replace, receipt -> {}).run(targets);
    }

    private static GitAccess access(UserPassword user) {
        return GitAccess.standard().with(url -> Optional.of(user)).with(Duration.ofMinutes(2));
    }

    private Lock lock(List<String> names, Map<String, String> commits) {
        Map<String, ResolvedSource> sources = new LinkedHashMap<>();
        for (String name : names) {
            sources.put(
                    name,
                    new ResolvedSource(
                            name,
                            server.url(name),
                            Optional.of("main"),
                            commits.getOrDefault(name, head(name)),
                            "tip of branch main",
                            name.equals("client-go"),
                            WHEN,
                            false));
        }
        return new Lock(VERSION, sources);
    }

    private String head(String name) {
        return repositories.get(name).head();
    }

    private static Receipt receipt(List<Receipt> receipts, String end) {
        return receipts.stream()
                .filter(receipt -> receipt.target().place().endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private List<String> pushes() {
        return server.requests().stream()
                .filter(request -> request.startsWith("POST") && request.endsWith("/git-receive-pack"))
                .toList();
    }

    /** The real git; what it answers may be a failure, as of deleting a tag that is not there. */
    private String git(String name, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(root.resolve(name).toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return output;
    }

    @Test
    void whatIsMissingIsNamedWithoutAWrite() {
        List<Receipt> receipts = publish(Mode.VERIFY, false, Map.of());

        assertThat(receipts).extracting(Receipt::status).containsOnly(Status.INCOMPLETE);
        assertThat(receipts.get(0).items()).extracting(Item::action).containsOnly(Action.CREATE);
        assertThat(pushes()).isEmpty();
    }
}
