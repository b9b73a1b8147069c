package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A way to a registry that is made before anybody asks for something there. */
class ApproachTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final TokenServer tokens = new TokenServer("bob", "hunter2-hunter2");
    private final FakeRegistry registry = new FakeRegistry().bearer(tokens);
    private final Repository repository = registry.repository("istio/pilot");

    @AfterEach
    void stop() {
        registry.close();
        tokens.close();
    }

    @Test
    void the_first_question_after_it_brings_its_token_along() throws InterruptedException {
        try (RegistryStore store = new RegistryStore(RegistryOptions.defaults()
                .withCredentials(CredentialSource.of(registry.host(), "bob", "hunter2-hunter2")))) {
            store.approach(repository);
            awaitCalls(1);
            assertThat(store.resolve(repository.tag("1"))).isEmpty();
        }
        assertThat(registry.calls()).hasSize(2);
        assertThat(registry.calls().get(0).path()).isEqualTo("/v2/");
        assertThat(registry.calls().get(0).header("Authorization")).isEmpty();
        Call question = registry.calls().get(1);
        assertThat(question.header("Authorization")).isPresent();
        assertThat(tokens.calls()).hasSize(1);
    }

    @Test
    void what_goes_wrong_is_told_to_whoever_asks() {
        registry.close();
        try (RegistryStore store =
                new RegistryStore(RegistryOptions.defaults().withRetry(RetryPolicy.DEFAULT.withAttempts(1)))) {
            store.approach(repository);
            assertThatThrownBy(() -> store.resolve(repository.tag("1")))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("istio/pilot:1");
        }
    }

    private void awaitCalls(int count) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (registry.calls().size() < count) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
    }
}
