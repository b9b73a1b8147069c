package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No credential goes where it is not for: the advisories against other clients, one by one. */
class CredentialBordersTest {
    private final FakeRegistry registry = new FakeRegistry().basic("bob", "hunter2-hunter2");
    private final TinyServer stranger = new TinyServer(registry::unguarded);
    private final Repository repository = registry.repository("istio/pilot");
    private final RegistryStore store = new RegistryStore(RegistryOptions.defaults()
            .withRetry(RegistryStoreTest.QUICK)
            .withCredentials(CredentialSource.of(registry.host(), "bob", "hunter2-hunter2")));

    @AfterEach
    void stop() {
        store.close();
        assertThat(stranger.calls())
                .allSatisfy(call -> assertThat(call.headers()).doesNotContainKey("authorization"));
        stranger.close();
        registry.close();
    }

    @Test
    void a_redirect_to_another_host_is_followed_without_authorization() throws Exception {
        byte[] content = RegistryStoreTest.random(1000);
        registry.blob("istio/pilot", content);
        store.tags(repository);
        registry.fault(call -> call.is("GET", "/blobs/"), 1, (call, proceed) -> Reply.of(307)
                .header("Location", stranger.address() + call.target()));
        assertThat(store.openBlob(repository, Descriptor.of(MediaTypes.OCI_LAYER, content))
                        .readAllBytes())
                .isEqualTo(content);
        assertThat(stranger.calls()).hasSize(1);
    }

    @Test
    void a_host_we_were_sent_to_gets_no_credentials_even_if_it_asks() {
        byte[] content = RegistryStoreTest.random(1000);
        try (TinyServer asking = new TinyServer(call -> Reply.of(401).header("WWW-Authenticate", "Basic realm=x"))) {
            registry.fault(call -> call.is("GET", "/blobs/"), 2, (call, proceed) -> Reply.of(307)
                    .header("Location", asking.address() + call.target()));
            assertThatThrownBy(() -> store.openBlob(repository, Descriptor.of(MediaTypes.OCI_LAYER, content)))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining(asking.address() + " answered 401");
            assertThat(asking.calls())
                    .allSatisfy(call -> assertThat(call.headers()).doesNotContainKey("authorization"));
        }
    }

    @Test
    void an_upload_to_another_host_goes_without_authorization() {
        registry.fault(
                call -> call.is("POST", "/blobs/uploads/")
                        && call.header("Authorization").isPresent(),
                1,
                (call, proceed) -> proceed.answer().movedTo(stranger.address()));
        assertThat(store.pushBlob(repository, RegistryStoreTest.blob(1000))).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(stranger.calls()).hasSize(1);
    }

    @Test
    void the_next_page_is_not_fetched_from_another_host() {
        store.tags(repository);
        registry.fault(
                call -> call.is("GET", "/tags/"),
                1,
                Reply.of(200)
                        .header("Link", "<" + stranger.address() + "/v2/istio/pilot/tags/list>; rel=\"next\"")
                        .body("{\"tags\":[\"a\"]}"));
        assertThatThrownBy(() -> store.tags(repository))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("another host");
        assertThat(stranger.calls()).isEmpty();
    }

    @Test
    void urls_of_foreign_layers_are_not_fetched() {
        Descriptor plain = Descriptor.of(MediaTypes.DOCKER_FOREIGN_LAYER, RegistryStoreTest.random(10));
        Descriptor foreign = new Descriptor(
                plain.mediaType(),
                plain.digest(),
                plain.size(),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                List.of(stranger.address() + "/layer"));
        assertThatThrownBy(() -> store.openBlob(repository, foreign)).isInstanceOf(NotFoundException.class);
        assertThat(stranger.calls()).isEmpty();
    }

    @Test
    void a_token_server_that_sends_us_elsewhere_is_not_followed() {
        try (TinyServer tokens =
                        new TinyServer(call -> Reply.of(307).header("Location", stranger.address() + "/token"));
                TokenServer unused = new TokenServer("bob", "x");
                FakeRegistry bearer = new FakeRegistry().bearer(unused, tokens.address() + "/token");
                RegistryStore bob = new RegistryStore(RegistryOptions.defaults()
                        .withCredentials(CredentialSource.of(bearer.host(), "bob", "hunter2-hunter2")))) {
            assertThatThrownBy(() -> bob.tags(bearer.repository("a")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("where credentials for it do not go");
        }
        assertThat(stranger.calls()).isEmpty();
    }

    @Test
    void credentials_of_one_registry_are_not_for_another() {
        try (FakeRegistry other = new FakeRegistry().basic("bob", "hunter2-hunter2")) {
            assertThatThrownBy(() -> store.tags(other.repository("a"))).isInstanceOf(AccessDeniedException.class);
            assertThat(other.calls())
                    .allSatisfy(call -> assertThat(call.headers()).doesNotContainKey("authorization"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://auth.example/token",
                "http://10.0.0.5/token",
                "https://10.0.0.5/token",
                "https://169.254.169.254/latest/meta-data",
                "https://[fe80::1]/token",
                "https://[fd00::1]/token",
                "http://127.0.0.1:5001/token",
                "https://localhost/token",
                "https://0.0.0.0/token",
                "https://user:pass@auth.example/token",
                "file:///etc/passwd",
                "//auth.example/token",
                "token",
                "",
                "https://",
                "ht tp://x"
            })
    void a_realm_that_would_leak_or_reach_inside_is_refused(String realm) {
        Origin registryOrigin = new Origin("https", "registry.example", 443);
        RealmPolicy policy = new RealmPolicy(new Targets(Set.of()));
        assertThatThrownBy(() -> policy.check("pulling x", registryOrigin, realm))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageStartingWith("pulling x: https://registry.example wants us to fetch a token from");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://auth.example/token",
                "https://registry.example/token?x=y",
                "http://named.example/token",
                "https://8.8.8.8/token"
            })
    void a_realm_on_another_host_is_fine_over_https_or_by_name(String realm) {
        Origin registryOrigin = new Origin("https", "registry.example", 443);
        RealmPolicy policy = new RealmPolicy(new Targets(Set.of("named.example")));
        assertThat(policy.check("pulling x", registryOrigin, realm)).isEqualTo(URI.create(realm));
    }

    @Test
    void a_loopback_registry_may_have_a_loopback_realm_and_any_registry_its_own() {
        RealmPolicy policy = new RealmPolicy(new Targets(Set.of()));
        String realm = "http://127.0.0.1:5001/token";
        assertThat(policy.check("x", new Origin("http", "localhost", 5000), realm))
                .isEqualTo(URI.create(realm));
        assertThat(policy.check("x", new Origin("http", "10.0.0.5", 5000), "http://10.0.0.5:5000/token"))
                .hasToString("http://10.0.0.5:5000/token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://registry.example/x",
                "ftp://registry.example/x",
                "https://u:p@registry.example/x",
                "https:///x",
                "a b"
            })
    void nobody_sends_us_to_where_nothing_may_be_sent(String location) {
        Targets targets = new Targets(Set.of());
        assertThatThrownBy(() -> targets.resolve("pulling x", URI.create("https://r.example/v2/"), location))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("pulling x: https://r.example sends us on to");
        assertThat(targets.resolve("x", URI.create("https://r.example/v2/a"), "/v2/b?c=d"))
                .hasToString("https://r.example/v2/b?c=d");
    }

    @Test
    void tls_is_not_given_up_even_for_a_host_that_may_be_plain() {
        Targets targets = new Targets(Set.of("plain.example"));
        assertThatThrownBy(() -> targets.resolve("x", URI.create("https://r.example/"), "http://plain.example/"))
                .hasMessageContaining("gives TLS up");
        assertThat(targets.resolve("x", URI.create("http://127.0.0.1:1/"), "http://plain.example/y"))
                .hasToString("http://plain.example/y");
    }

    @Test
    void a_registry_that_is_not_named_is_not_spoken_to_without_tls() {
        Endpoints endpoints = new Endpoints(new Targets(Set.of("plain.example:5000")), host -> false);
        assertThat(endpoints.origin(Repository.parse("r.example:5000/a"))).hasToString("https://r.example:5000");
        assertThat(endpoints.origin(Repository.parse("plain.example:5000/a"))).hasToString("http://plain.example:5000");
        assertThat(endpoints.origin(Repository.parse("plain.example:5001/a")))
                .hasToString("https://plain.example:5001");
        assertThat(endpoints.origin(Repository.parse("localhost:5000/a"))).hasToString("http://localhost:5000");
        assertThat(endpoints.origin(Repository.parse("127.0.0.1:5000/a"))).hasToString("http://127.0.0.1:5000");
        assertThat(endpoints.origin(Repository.parse("127.0.0.1.evil.example/a")))
                .hasToString("https://127.0.0.1.evil.example");
        assertThat(endpoints.origin(Repository.parse("istio/pilot"))).hasToString("https://registry-1.docker.io");
    }
}
