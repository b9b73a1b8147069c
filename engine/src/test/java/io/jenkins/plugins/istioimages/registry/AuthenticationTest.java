package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bearer tokens and passwords, against a registry and a token server in memory. */
class AuthenticationTest {
    private final TokenServer tokens = new TokenServer("bob", "hunter2-hunter2");
    private final FakeRegistry registry = new FakeRegistry().bearer(tokens);
    private final Repository repository = registry.repository("istio/pilot");

    @AfterEach
    void stop() {
        registry.close();
        tokens.close();
    }

    @Test
    void one_token_serves_all_requests_to_a_repository() {
        try (RegistryStore store = bob()) {
            push(store, "one");
            assertThat(tokens.calls()).hasSize(1);
            assertThat(tokens.calls().get(0).parameter("scope")).contains("repository:istio/pilot:pull,push");
            assertThat(tokens.calls().get(0).parameter("service")).contains(TokenServer.SERVICE);
            assertThat(registry.calls().stream()
                            .filter(call -> call.header("Authorization").isEmpty()))
                    .hasSize(1);
        }
    }

    @Test
    void scopes_of_a_repository_are_merged_and_the_way_is_remembered() {
        try (RegistryStore store = bob()) {
            assertThat(store.resolve(repository.tag("1"))).isEmpty();
            store.pushBlob(repository, RegistryStoreTest.blob(10));
            store.untag(repository.tag("1"));
            assertThat(tokens.calls())
                    .extracting(call -> call.parameter("scope").orElse(""))
                    .containsExactly(
                            "repository:istio/pilot:pull",
                            "repository:istio/pilot:pull,push",
                            "repository:istio/pilot:delete,pull,push");
            registry.forgetCalls();
            store.tags(registry.repository("istio/proxyv2"));
            assertThat(registry.calls()).hasSize(1);
        }
    }

    @Test
    void mounting_asks_for_both_repositories_in_one_token() {
        try (RegistryStore store = bob()) {
            BlobSource blob = RegistryStoreTest.blob(10);
            store.pushBlob(repository, blob);
            assertThat(store.pushBlob(registry.repository("istio/proxyv2"), blob))
                    .isEqualTo(BlobOutcome.MOUNTED);
            assertThat(tokens.calls().get(1).query().get("scope"))
                    .containsExactly("repository:istio/pilot:pull", "repository:istio/proxyv2:pull,push");
        }
    }

    @Test
    void a_mount_from_where_we_may_not_read_becomes_an_upload() {
        try (RegistryStore store = bob()) {
            BlobSource blob = RegistryStoreTest.blob(10);
            store.pushBlob(repository, blob);
            tokens.refuse(scope -> scope.equals("repository:istio/pilot:pull"));
            assertThat(store.pushBlob(registry.repository("other/image"), blob)).isEqualTo(BlobOutcome.UPLOADED);
        }
    }

    @Test
    void a_token_that_became_worthless_is_replaced_once() {
        try (RegistryStore store = bob()) {
            push(store, "before");
            tokens.revokeAll();
            push(store, "after");
            assertThat(tokens.calls()).hasSize(2);
        }
    }

    @Test
    void a_token_is_renewed_before_it_ends_also_within_an_upload() {
        tokens.lifetime(Duration.ofSeconds(1));
        registry.fault(call -> call.is("PATCH", "/blobs/"), 5, (call, proceed) -> {
            call.body();
            pause(300);
            return proceed.answer();
        });
        try (RegistryStore store = new RegistryStore(options(bobs()).withChunkSize(100_000))) {
            assertThat(store.pushBlob(repository, RegistryStoreTest.blob(500_000)))
                    .isEqualTo(BlobOutcome.UPLOADED);
        }
        assertThat(tokens.calls().size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_refusal_after_a_fresh_token_is_final() {
        try (RegistryStore store = bob()) {
            registry.fault(
                    call -> true,
                    9,
                    Reply.error(401, "UNAUTHORIZED", "no")
                            .header("WWW-Authenticate", "Bearer realm=\"" + tokens.realm() + "\",service=\"x\""));
            assertThatThrownBy(() -> store.resolve(repository.tag("1")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("asked as user 'bob' of the given user name and password");
            assertThat(registry.calls()).hasSize(2);
        }
    }

    @Test
    void what_is_forbidden_is_not_tried_again() {
        try (RegistryStore store = bob()) {
            registry.fault(call -> true, 9, Reply.error(403, "DENIED", "requested access is denied"));
            assertThatThrownBy(() -> store.resolve(repository.tag("1")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("403 Forbidden");
            assertThat(registry.calls()).hasSize(1);
        }
    }

    @Test
    void a_wrong_password_is_the_token_servers_refusal() {
        CredentialSource wrong = CredentialSource.of(registry.host(), "bob", "wrong-password");
        try (RegistryStore store = new RegistryStore(options(wrong))) {
            assertThatThrownBy(() -> store.resolve(repository.tag("1")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("fetching a token for repository:istio/pilot:pull from http://127.0.0.1")
                    .hasMessageContaining("unknown user or wrong password")
                    .hasMessageNotContaining("wrong-password");
        }
    }

    @Test
    void anyone_may_read_and_nobody_may_write() {
        try (RegistryStore store = bob()) {
            push(store, "public");
        }
        try (RegistryStore store = new RegistryStore(options(CredentialSource.anonymous()))) {
            assertThat(store.resolve(repository.tag("public"))).isPresent();
            assertThatThrownBy(() -> store.pushBlob(repository, RegistryStoreTest.blob(11)))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("nobody (no credentials for " + registry.host() + ")");
        }
        assertThat(tokens.calls())
                .filteredOn(call -> call.header("Authorization").isEmpty())
                .isNotEmpty();
    }

    @Test
    void an_identity_token_is_traded_in_a_form() {
        CredentialSource identity =
                any -> Optional.of(new Credential.IdentityToken(TokenServer.IDENTITY_TOKEN, "test"));
        try (RegistryStore store = new RegistryStore(options(identity))) {
            push(store, "identity");
        }
        Call call = tokens.calls().get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.target()).doesNotContain(TokenServer.IDENTITY_TOKEN);
        assertThat(call.form()).containsEntry("grant_type", List.of("refresh_token"));
        assertThat(call.form()).containsEntry("scope", List.of("repository:istio/pilot:pull,push"));
    }

    @Test
    void a_registry_that_asks_for_a_password_gets_it_at_once_from_then_on() {
        try (FakeRegistry basic = new FakeRegistry().basic("bob", "hunter2-hunter2");
                RegistryStore store =
                        new RegistryStore(options(CredentialSource.of(basic.host(), "bob", "hunter2-hunter2")))) {
            store.tags(basic.repository("a"));
            store.tags(basic.repository("b"));
            assertThat(basic.calls()).hasSize(3);
        }
    }

    @Test
    void what_a_server_repeats_of_our_secrets_is_not_shown() {
        try (RegistryStore store = bob()) {
            push(store, "echo");
            registry.fault(
                    call -> true,
                    1,
                    (call, proceed) -> Reply.error(
                            400, "ECHO", call.header("Authorization").orElse("") + " hunter2-hunter2"));
            assertThatThrownBy(() -> store.tags(repository))
                    .hasMessageContaining("ECHO: Bearer *** ***")
                    .hasMessageNotContaining("opaque-token");
        }
    }

    private RegistryStore bob() {
        return new RegistryStore(options(bobs()));
    }

    private CredentialSource bobs() {
        return CredentialSource.of(registry.host(), "bob", "hunter2-hunter2");
    }

    private static RegistryOptions options(CredentialSource credentials) {
        return RegistryOptions.defaults().withRetry(RegistryStoreTest.QUICK).withCredentials(credentials);
    }

    private void push(RegistryStore store, String tag) {
        TestImages.Image image = TestImages.image(tag);
        store.pushBlob(repository, image.config());
        store.pushBlob(repository, image.layer());
        assertThat(store.pushManifest(repository, image.manifest()).mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        store.tag(repository.tag(tag), image.manifest());
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
