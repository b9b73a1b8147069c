package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags that are pushed without a repository to push from. */
class RemoteTagsIT {
    private static final Tagger TAGGER =
            new Tagger("A Releaser", "releases@example.com", Instant.parse("2022-10-12T08:11:00Z"));

    @TempDir
    Path temp;

    private TestRepository istio;
    private String first;
    private String second;

    @BeforeEach
    void start() {
        istio = TestRepository.create(temp.resolve("istio"));
        first = istio.commit("first", Map.of("a", "1"));
        second = istio.commit("second", Map.of("a", "2"));
    }

    @AfterEach
    void stop() {
        istio.close();
    }

    private static TagOrder order(String name, String commit, Optional<String> replaces) {
        return new TagOrder(name, "Istio release " + name, commit, TAGGER, replaces);
    }

    @Test
    void overSshTagsArriveAndAreFound() throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), "ed25519")) {
            GitAccess access = GitAccess.standard().with(SshAccess.withKey(server.key(), server.knownHosts()));
            RemoteTags tags = RemoteTags.of("istio", server.url(istio.directory()), access);
            tags.checkPush();
            assertThat(tags.find(List.of("1.0.0", "v1.0.0"))).isEmpty();

            tags.push(List.of(order("1.0.0", first, Optional.empty()), order("v1.0.0", first, Optional.empty())));

            assertThat(tags.find(List.of("1.0.0", "v1.0.0", "other")))
                    .isEqualTo(Map.of("1.0.0", first, "v1.0.0", first));
            assertThat(GitCommand.in(istio.directory(), "cat-file", "-t", "1.0.0"))
                    .isEqualTo("tag");
            GitCommand.in(istio.directory(), "fsck", "--strict");
        }
    }

    @Test
    void overSshAStrangerAndAMissingRepositoryAreTold() throws Exception {
        try (GitSshServer server = GitSshServer.start(temp.resolve("sshd"), "ed25519")) {
            GitAccess access = GitAccess.standard().with(SshAccess.withKey(server.key(), server.knownHosts()));
            RemoteTags missing = RemoteTags.of("istio", server.url(temp.resolve("missing")), access);
            assertThatThrownBy(missing::checkPush)
                    .isInstanceOf(RepositoryNotFoundException.class)
                    .hasMessageContaining("source 'istio'");
            GitSshServer.key(temp.resolve("stranger"), "ed25519", "");
            GitAccess stranger =
                    GitAccess.standard().with(SshAccess.withKey(temp.resolve("stranger"), server.knownHosts()));
            assertThatThrownBy(RemoteTags.of("istio", server.url(istio.directory()), stranger)::checkPush)
                    .isInstanceOf(GitAuthException.class);
        }
    }

    @Test
    void aTagThatHasMovedMeanwhileStays() {
        try (GitHttpServer server = GitHttpServer.start(temp, "user", "password")) {
            RemoteTags tags = remote(server, "password");
            istio.annotatedTag("1.0.0");

            assertThatThrownBy(() -> tags.push(List.of(order("1.0.0", first, Optional.of(first)))))
                    .isInstanceOf(GitException.class)
                    .hasMessageContaining("should point to " + first + " and points to " + second + " by now");
            assertThatThrownBy(() -> tags.push(List.of(order("1.0.0", first, Optional.empty()))))
                    .isInstanceOf(GitException.class);
            assertThat(tags.find(List.of("1.0.0"))).containsEntry("1.0.0", second);

            tags.push(List.of(order("1.0.0", first, Optional.of(second))));
            assertThat(tags.find(List.of("1.0.0"))).containsEntry("1.0.0", first);
        }
    }

    @Test
    void credentialsOfTheUrlAreUsedAndNotShown() {
        try (GitHttpServer server = GitHttpServer.start(temp, "user", "pass-word")) {
            RemoteTags tags = RemoteTags.of("istio", server.url("istio", "user", "pass-word"), GitAccess.standard());
            tags.checkPush();
            assertThat(tags.place()).isEqualTo(server.url("istio"));

            assertThatThrownBy(() -> remote(server, "wrong-one").checkPush())
                    .isInstanceOf(GitAuthException.class)
                    .hasMessageContaining("refuses the user name or password")
                    .hasMessageNotContaining("wrong-one");
            assertThatThrownBy(
                            RemoteTags.of("istio", server.url("nothing", "user", "pass-word"), GitAccess.standard())
                                    ::checkPush)
                    .isInstanceOf(RepositoryNotFoundException.class);
        }
    }

    @Test
    void aServerThatIsNotThereIsTold() throws Exception {
        int port = GitHttpServer.freePort();
        RemoteTags tags = RemoteTags.of(
                "istio",
                "http://127.0.0.1:" + port + "/istio",
                GitAccess.standard().with(Duration.ofSeconds(5)));
        assertThatThrownBy(tags::checkPush).isInstanceOf(GitUnreachableException.class);
        assertThatThrownBy(() -> tags.find(List.of("1.0.0"))).isInstanceOf(GitUnreachableException.class);
    }

    @Test
    void tagsGoToServersOnly() throws Exception {
        Files.createDirectories(temp.resolve("x"));
        for (String url : List.of(temp.toString(), "file://" + temp, "git://example.com/istio", "ext::sh -c x")) {
            assertThatThrownBy(() -> RemoteTags.of("istio", url, GitAccess.standard()))
                    .as(url)
                    .isInstanceOf(InvalidSourceException.class);
        }
        GitAccess offline = GitAccess.standard().withoutNetwork();
        assertThatThrownBy(() -> RemoteTags.of("istio", "https://example.com/istio", offline))
                .isInstanceOf(InvalidSourceException.class);
        assertThatThrownBy(() -> new Tagger("A <b>", "a@example.com", Instant.EPOCH))
                .isInstanceOf(InputException.class);
    }

    private RemoteTags remote(GitHttpServer server, String password) {
        GitCredentials user = url -> Optional.of(new UserPassword("user", password));
        return RemoteTags.of("istio", server.url("istio"), GitAccess.standard().with(user));
    }
}
