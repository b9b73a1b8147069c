package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a repository may be written is told before anything is. */
class PushPermissionTest {
    private static final String USER = "bob";
    private static final String PASSWORD = "hunter2-hunter2";

    private final TokenServer tokens = new TokenServer(
            USER,
            PASSWORD,
            access -> "e30."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(Json.canonical(
                                    Json.object().put("n", System.nanoTime()).set("access", access)))
                    + ".sig");
    private final FakeRegistry registry = new FakeRegistry().bearer(tokens);
    private final Repository repository = registry.repository("istio/pilot");

    @AfterEach
    void stop() {
        registry.close();
        tokens.close();
    }

    @Test
    void who_may_push_is_not_kept_from_it_and_nothing_is_written() {
        try (RegistryStore store = store(PASSWORD)) {
            store.resolve(repository.tag("1"));
            assertThatCode(() -> store.checkPush(repository)).doesNotThrowAnyException();
        }
        assertThat(registry.calls()).extracting(Call::method).containsOnly("HEAD");
    }

    @Test
    void who_may_only_pull_is_told_by_the_tokens_own_words() {
        tokens.refuse(scope -> scope.endsWith(":push"));
        try (RegistryStore store = store(PASSWORD)) {
            store.resolve(repository.tag("1"));
            assertThatThrownBy(() -> store.checkPush(repository))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining(repository.toString())
                    .hasMessageContaining(USER)
                    .hasMessageContaining("[pull]");
        }
    }

    @Test
    void a_token_that_does_not_say_what_it_allows_and_a_registry_without_tokens_are_believed() {
        try (FakeRegistry open = new FakeRegistry();
                RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            assertThatCode(() -> store.checkPush(open.repository("istio/pilot")))
                    .doesNotThrowAnyException();
        }
        assertThat(TokenClaims.actions("opaque", repository)).isEmpty();
        assertThat(TokenClaims.actions("a.b.c", repository)).isEmpty();
        assertThat(TokenClaims.actions("a." + encoded("{\"access\": 1}") + ".c", repository))
                .isEmpty();
        assertThat(TokenClaims.actions("a." + encoded("{\"access\": []}") + ".c", repository))
                .hasValueSatisfying(actions -> assertThat(actions).isEmpty());
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private RegistryStore store(String password) {
        return new RegistryStore(RegistryOptions.defaults()
                .withRetry(RegistryStoreTest.QUICK)
                .withCredentials(CredentialSource.of(registry.host(), USER, password)));
    }
}
