package io.jenkins.plugins.istioimages.registry;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** One HTTP client, with its pool of connections, per TLS configuration. Redirects are never followed by it. */
final class HttpClients implements AutoCloseable {
    private final Map<String, TlsMaterial> tls;
    private final CertificateDirectories directories;
    private final Duration connectTimeout;
    private final ExecutorService executor;
    private final Map<Origin, TlsMaterial> materials = new ConcurrentHashMap<>();
    private final Map<TlsMaterial, HttpClient> clients = new ConcurrentHashMap<>();

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
        return clients.computeIfAbsent(materials.computeIfAbsent(origin, this::material), this::create);
    }

    private TlsMaterial material(Origin origin) {
        TlsMaterial any = tls.getOrDefault(RegistryOptions.ANY_HOST, TlsMaterial.NONE);
        if (!origin.isSecure()) {
            return any;
        }
        TlsMaterial named = tls.getOrDefault(origin.authority(), tls.get(origin.host()));
        return named != null
                ? named
                : directories.find(origin).map(own -> own.alsoTrusting(any)).orElse(any);
    }

    private HttpClient create(TlsMaterial material) {
        return HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .executor(executor)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(TlsContexts.of(material))
                .build();
    }

    @Override
    public void close() {
        clients.clear();
        executor.shutdown();
    }
}
