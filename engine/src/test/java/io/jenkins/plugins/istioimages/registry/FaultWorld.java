package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A registry that asks for a password, a stranger that serves the same contents, and a client that knows the password. */
final class FaultWorld implements AutoCloseable {
    static final String USER = "bob";
    static final String PASSWORD = "a-password-to-look-for";

    private final FakeRegistry registry = new FakeRegistry().basic(USER, PASSWORD);
    private final TinyServer stranger = new TinyServer(registry::unguarded);
    private final Deque<Runnable> more = new ConcurrentLinkedDeque<>();
    private final RegistryStore store = new RegistryStore(
            RegistryOptions.defaults()
                    .withRetry(RegistryStoreTest.QUICK)
                    .withTimeouts(new Timeouts(Duration.ofSeconds(10), Duration.ofMillis(800), Duration.ofMillis(800)))
                    .withCredentials(CredentialSource.of(registry.host(), USER, PASSWORD)),
            Clock.systemUTC(),
            new FastForward());

    FakeRegistry registry() {
        return registry;
    }

    TinyServer stranger() {
        return stranger;
    }

    RegistryStore store() {
        return store;
    }

    Repository repository() {
        return registry.repository("istio/pilot");
    }

    /** From now on the registry asks for tokens of this server. */
    TokenServer bearer() {
        TokenServer tokens = new TokenServer(USER, PASSWORD);
        more.push(tokens::close);
        registry.bearer(tokens);
        return tokens;
    }

    /** From now on the registry asks for tokens that are said to be had there. */
    void tokenServer(String realm) {
        TokenServer unused = new TokenServer(USER, PASSWORD);
        more.push(unused::close);
        registry.bearer(unused, realm);
    }

    /** A server that sends everyone on to the stranger. */
    TinyServer moving() {
        return server(call -> Reply.of(307).header("Location", stranger.address() + call.target()));
    }

    /** One more server. */
    TinyServer server(TinyServer.Handler handler) {
        TinyServer server = new TinyServer(handler);
        more.push(server::close);
        return server;
    }

    @Override
    public void close() {
        store.close();
        more.forEach(Runnable::run);
        stranger.close();
        registry.close();
    }
}
