package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sources over ssh. Debian's sshd does not hand git's protocol version on, so this is also a server of git's first
 * protocol, which gives tips of branches and tags only and no commit by its id.
 */
class SshIT {
    @TempDir
    Path temp;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private TestRepository istio;
    private String first;
    private String second;

    @BeforeEach
    void start() {
        istio = TestRepository.create(temp.resolve("istio")).configure("uploadpack", "allowFilter", "false");
        first = istio.commit("first", Map.of("a", "1"));
        second = istio.commit("second", Map.of("a", "2"));
    }

    @AfterEach
    void stop() {
        istio.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aKeyFileLetsUsIn(String type) throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), type)) {
            Lock lock = resolve(SshAccess.withKey(server.key(), server.knownHosts()), tip(server));

            assertThat(lock.istio().sha()).isEqualTo(second);
            assertThat(lock.istio().git()).isEqualTo(server.url(istio.directory()));
        }
    }

    @Test
    void anyCommitIsFoundThoughTheServerGivesTipsOnly() throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), "ed25519")) {
            SshAccess access = SshAccess.withKey(server.key(), server.knownHosts());
            Manifests.Dep dependency = dep("istio").git(server.url(istio.directory()));

            Lock bySha = resolve(access, release("1.0.0", dependency.sha(first).get()));
            Lock onBranch =
                    resolve(access, release("1.0.0", dependency.branch("main").get()));

            assertThat(bySha.istio().sha()).isEqualTo(first);
            assertThat(onBranch.istio().sha()).isEqualTo(first);
            assertThat(events).anyMatch(line -> line.startsWith("fetching the history of ssh://"));
            Path work = temp.resolve("work");
            new Checkout(mirrors(access)).prepare(bySha.istio(), "1.0.0", work);
            assertThat(Files.readString(work.resolve("a"))).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aKeyInMemoryLetsUsInAndNoOtherIsOffered(String type) throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), type)) {
            SshAccess files = SshAccess.withKey(server.key(), server.knownHosts());
            String text = Files.readString(server.key()).stripTrailing();
            SshAccess memory = files.as(new SshIdentity("nobody", List.of(text), Optional.empty()));
            Path other = temp.resolve("other");
            GitSshServer.key(other, type, "");
            SshIdentity stranger = new SshIdentity("", List.of(Files.readString(other)), Optional.empty());

            assertThat(resolve(memory, tip(server)).istio().sha()).isEqualTo(second);
            assertThat(memory.toString()).doesNotContain("PRIVATE KEY");
            assertThatThrownBy(() -> resolve(files.as(stranger), tip(server))).isInstanceOf(GitAuthException.class);
        }
    }

    @Test
    void aKeyInMemoryWithAPassphraseNeedsIt() throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), "ed25519")) {
            Path key = temp.resolve("secured");
            GitSshServer.key(key, "ed25519", "geheim");
            server.authorize(temp.resolve("secured.pub"));
            SshAccess files = SshAccess.withKey(key, server.knownHosts());
            List<String> text = List.of(Files.readString(key));
            SshAccess with = files.as(new SshIdentity("", text, Optional.of("geheim")));
            SshAccess wrong = files.as(new SshIdentity("", text, Optional.of("falsch")));

            assertThat(resolve(with, tip(server)).istio().sha()).isEqualTo(second);
            assertThatThrownBy(() -> resolve(wrong, tip(server)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("the private key for ssh cannot be read")
                    .hasMessageNotContaining("falsch");
        }
    }

    @Test
    void aUrlWithoutAUserIsAskedAsTheUserOfTheKeys() throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), "ed25519")) {
            String url = server.url(istio.directory());
            String user = url.replaceFirst("ssh://([^@]+)@.*", "$1");
            ReleaseManifest manifest = release(
                    "1.0.0",
                    dep("istio").git(url.replace(user + "@", "")).branch("main").get());
            SshAccess files = SshAccess.withKey(server.key(), server.knownHosts());
            List<String> text = List.of(Files.readString(server.key()));

            assertThat(resolve(files.as(new SshIdentity(user, text, Optional.empty())), manifest)
                            .istio()
                            .sha())
                    .isEqualTo(second);
            assertThatThrownBy(() -> resolve(
                            files.as(new SshIdentity("no-such-user", text, Optional.empty())),
                            release(
                                    "1.0.1",
                                    dep("istio")
                                            .git(url.replace(user + "@", ""))
                                            .sha(first)
                                            .get())))
                    .isInstanceOf(GitException.class);
        }
    }

    @Test
    void aKeyWithAPassphraseNeedsIt() throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), "ecdsa")) {
            Path key = temp.resolve("secured");
            GitSshServer.key(key, "ecdsa", "geheim");
            server.authorize(temp.resolve("secured.pub"));
            SshAccess with = new SshAccess(
                    Optional.of(key), Optional.of("geheim"), Optional.of(server.knownHosts()), HostKeys.KNOWN_ONLY);
            SshAccess wrong = new SshAccess(
                    Optional.of(key), Optional.of("falsch"), Optional.of(server.knownHosts()), HostKeys.KNOWN_ONLY);

            assertThat(resolve(with, tip(server)).istio().sha()).isEqualTo(second);
            assertThat(with.toString()).doesNotContain("geheim");
            assertThatThrownBy(() -> resolve(wrong, tip(server)))
                    .isInstanceOf(GitAuthException.class)
                    .hasMessageNotContaining("falsch");
        }
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), "ecdsa")) {
            Path other = temp.resolve("other");
            GitSshServer.key(other, "ecdsa", "");

            assertThatThrownBy(() -> resolve(SshAccess.withKey(other, server.knownHosts()), tip(server)))
                    .isInstanceOf(GitAuthException.class)
                    .hasMessageStartingWith("dependency 'istio' (manifest.yaml:5:3): ssh://");
            assertThatThrownBy(() ->
                            resolve(SshAccess.withKey(temp.resolve("no-such-key"), server.knownHosts()), tip(server)))
                    .isInstanceOf(GitAuthException.class);
        }
    }

    @Test
    void aServerThatIsNotKnownIsRefusedOrLearned() throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), "ecdsa")) {
            Path empty = temp.resolve("known_hosts");
            SshAccess strict = SshAccess.withKey(server.key(), empty);
            SshAccess learning =
                    new SshAccess(Optional.of(server.key()), Optional.empty(), Optional.of(empty), HostKeys.LEARN);

            assertThatThrownBy(() -> resolve(strict, tip(server)))
                    .isInstanceOf(GitHostKeyException.class)
                    .hasMessageContaining("127.0.0.1:" + server.port());
            assertThat(empty).doesNotExist();
            assertThat(resolve(learning, tip(server)).istio().sha()).isEqualTo(second);
            assertThat(empty).content().contains("[127.0.0.1]:" + server.port());
            assertThat(resolve(strict, tip(server)).istio().sha()).isEqualTo(second);
        }
    }

    @Test
    void aHostKeyThatChangedIsAlwaysRefused() throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), "ecdsa")) {
            Path other = temp.resolve("other");
            GitSshServer.key(other, "ed25519", "");
            Path known = Files.writeString(
                    temp.resolve("known_hosts"),
                    "[127.0.0.1]:" + server.port() + " " + Files.readString(temp.resolve("other.pub")));
            SshAccess learning =
                    new SshAccess(Optional.of(server.key()), Optional.empty(), Optional.of(known), HostKeys.LEARN);

            assertThatThrownBy(() -> resolve(learning, tip(server))).isInstanceOf(GitHostKeyException.class);
        }
    }

    @Test
    void aRepositoryThatIsNotThereIsTold() throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), "ecdsa")) {
            ReleaseManifest manifest = release(
                    "1.0.0",
                    dep("istio")
                            .git(server.url(temp.resolve("none")))
                            .branch("main")
                            .get());

            assertThatThrownBy(() -> resolve(SshAccess.withKey(server.key(), server.knownHosts()), manifest))
                    .isInstanceOf(RepositoryNotFoundException.class);
        }
    }

    private ReleaseManifest tip(GitSshServer server) {
        return release(
                "1.0.0",
                dep("istio").git(server.url(istio.directory())).branch("main").get());
    }

    private MirrorCache mirrors(SshAccess access) {
        return new MirrorCache(
                temp.resolve("cache"), GitAccess.standard().with(access).with(Duration.ofSeconds(20)), events::add);
    }

    private Lock resolve(SshAccess access, ReleaseManifest manifest) {
        SourceResolver resolver = new SourceResolver(mirrors(access), SourceOptions.standard());
        Lock lock = resolver.resolve(manifest);
        resolver.fetch(lock);
        return lock;
    }
}
