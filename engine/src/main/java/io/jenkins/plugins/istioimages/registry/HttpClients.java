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
    private final Map<String, TlsMaterial> tls;
    private final CertificateDirectories directories;
    private final Duration connectTimeout;
    private final ExecutorService executor;
    private final Map<Origin, TlsMaterial> materials = new ConcurrentHashMap<>();
    private final Map<TlsMaterial, HttpClient> clients = new ConcurrentHashMap<>();
    private HttpClient plain;

    HttpClients(Map<String, TlsMaterial> tls, CertificateDirectories directories, Duration connectTimeout) {
        this.tls = tls;
        this.directories = directories;
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
                materials.computeIfAbsent(origin, this::material), material -> create(TlsContexts.of(material)));
    }

    /** Reading the authorities of the runtime takes longer than a small transfer, and in plain none is ever asked. */
    private synchronized HttpClient plain() {
        if (plain == null) {
            plain = create(TlsContexts.trustingNobody());
        }
        return plain;
    }

    private TlsMaterial material(Origin origin) {
        TlsMaterial any = tls.getOrDefault(RegistryOptions.ANY_HOST, TlsMaterial.NONE);
        TlsMaterial named = tls.getOrDefault(origin.authority(), tls.get(origin.host()));
        return named != null
                ? named
                : directories.find(origin).map(own -> own.alsoTrusting(any)).orElse(any);
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
