package io.jenkins.plugins.istioimages.registry;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** One HTTP client, with its pool of connections, per TLS configuration. Redirects are never followed by it. */
final class HttpClients implements AutoCloseable {
    private final TlsMaterials tls;
    private final Duration connectTimeout;
    private final ExecutorService executor;
    private final Map<Origin, TlsMaterial> materials = new ConcurrentHashMap<>();
    private final Map<TlsMaterial, HttpClient> clients = new ConcurrentHashMap<>();
    private HttpClient plain;

    HttpClients(TlsMaterials tls, Duration connectTimeout) {
        this.tls = tls;
        this.connectTimeout = connectTimeout;
        AtomicInteger count = new AtomicInteger();
        this.executor = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "registry-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The client for a host. A client certificate is thus shown to the host it is for and to no other.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if its certificates or keys cannot be used
     */
    HttpClient forOrigin(Origin origin) {
        return origin.isSecure() ? secure(origin) : plain();
    }

    /** Does something in one of the threads that answers come in. */
    void later(Runnable work) {
        executor.execute(work);
    }

    private HttpClient secure(Origin origin) {
        return clients.computeIfAbsent(
                materials.computeIfAbsent(origin, tls::of), material -> create(TlsContexts.of(material)));
    }

    /** Reading the authorities of the runtime takes longer than a small transfer, and in plain none is ever asked. */
    private synchronized HttpClient plain() {
        if (plain == null) {
            plain = create(TlsContexts.trustingNobody());
        }
        return plain;
    }

    private HttpClient create(SSLContext context) {
        return HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .executor(executor)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(context)
                .build();
    }

    @Override
    public void close() {
        clients.clear();
        executor.shutdown();
    }
}
