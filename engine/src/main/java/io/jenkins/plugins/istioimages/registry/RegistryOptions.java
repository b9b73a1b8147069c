package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a {@link RegistryStore} talks to registries.
 *
 * @param credentials whom to be where
 * @param plainHttpHosts registries ({@code host} or {@code host:port}) that may be spoken to without TLS; loopback
 *     addresses always may
 * @param tls what TLS needs beyond the runtime's trust, by {@code host} or {@code host:port}; {@code *} is every
 *     registry that has no entry of its own
 * @param certificateDirectories where Docker keeps certificates by registry, {@code /etc/docker/certs.d}; the first that
 *     knows a registry counts, and {@code tls} goes before
 * @param listener hears of transfers, warnings and retries
 * @param userAgent how we call ourselves
 * @param retry how often to try again
 * @param timeouts when a connection counts as dead
 * @param chunkSize bytes of one upload request; 0 sends each blob in one
 * @param maxRequestsPerHost how far the number of requests under way to one host may grow
 */
public record RegistryOptions(
        CredentialSource credentials,
        Set<String> plainHttpHosts,
        Map<String, TlsMaterial> tls,
        List<Path> certificateDirectories,
        TransferListener listener,
        String userAgent,
        RetryPolicy retry,
        Timeouts timeouts,
        long chunkSize,
        int maxRequestsPerHost) {
    /** Key in {@link #tls} for every registry without an entry of its own. */
    public static final String ANY_HOST = "*";

    public RegistryOptions {
        plainHttpHosts = plainHttpHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        tls = tls.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        certificateDirectories = List.copyOf(certificateDirectories);
        if (chunkSize < 0 || maxRequestsPerHost < 1) {
            throw new InputException("the chunk size must not be negative, and one request per host must be allowed");
        }
        if (!userAgent.matches("[\\x20-\\x7e]+")) {
            throw new InputException("the user agent must be plain ASCII text");
        }
    }

    /** Anonymous, TLS everywhere but on loopback, one request per blob. */
    public static RegistryOptions defaults() {
        return new RegistryOptions(
                CredentialSource.anonymous(),
                Set.of(),
                Map.of(),
                List.of(),
                TransferListener.NONE,
                "istio-images",
                RetryPolicy.DEFAULT,
                Timeouts.DEFAULT,
                0,
                16);
    }

    public RegistryOptions withCredentials(CredentialSource newCredentials) {
        return new RegistryOptions(
                newCredentials,
                plainHttpHosts,
                tls,
                certificateDirectories,
                listener,
                userAgent,
                retry,
                timeouts,
                chunkSize,
                maxRequestsPerHost);
    }

    /** Allows one more host to be spoken to without TLS. */
    public RegistryOptions withPlainHttp(String host) {
        Set<String> hosts =
                Stream.concat(plainHttpHosts.stream(), Stream.of(host)).collect(Collectors.toSet());
        return new RegistryOptions(
                credentials,
                hosts,
                tls,
                certificateDirectories,
                listener,
                userAgent,
                retry,
                timeouts,
                chunkSize,
                maxRequestsPerHost);
    }

    /** Adds what TLS to one host, or to {@link #ANY_HOST}, needs. */
    public RegistryOptions withTls(String host, TlsMaterial material) {
        Map<String, TlsMaterial> all = new HashMap<>(tls);
        all.put(host.toLowerCase(Locale.ROOT), material);
        return new RegistryOptions(
                credentials,
                plainHttpHosts,
                all,
                certificateDirectories,
                listener,
                userAgent,
                retry,
                timeouts,
                chunkSize,
                maxRequestsPerHost);
    }

    /** Certificates by registry, as Docker keeps them: {@code DIRECTORY/HOST[:PORT]/ca.crt}, {@code client.cert}, {@code client.key}. */
    public RegistryOptions withCertificateDirectories(List<Path> directories) {
        return new RegistryOptions(
                credentials,
                plainHttpHosts,
                tls,
                directories,
                listener,
                userAgent,
                retry,
                timeouts,
                chunkSize,
                maxRequestsPerHost);
    }

    public RegistryOptions withListener(TransferListener newListener) {
        return new RegistryOptions(
                credentials,
                plainHttpHosts,
                tls,
                certificateDirectories,
                newListener,
                userAgent,
                retry,
                timeouts,
                chunkSize,
                maxRequestsPerHost);
    }

    public RegistryOptions withUserAgent(String newUserAgent) {
        return new RegistryOptions(
                credentials,
                plainHttpHosts,
                tls,
                certificateDirectories,
                listener,
                newUserAgent,
                retry,
                timeouts,
                chunkSize,
                maxRequestsPerHost);
    }

    public RegistryOptions withRetry(RetryPolicy newRetry) {
        return new RegistryOptions(
                credentials,
                plainHttpHosts,
                tls,
                certificateDirectories,
                listener,
                userAgent,
                newRetry,
                timeouts,
                chunkSize,
                maxRequestsPerHost);
    }

    public RegistryOptions withTimeouts(Timeouts newTimeouts) {
        return new RegistryOptions(
                credentials,
                plainHttpHosts,
                tls,
                certificateDirectories,
                listener,
                userAgent,
                retry,
                newTimeouts,
                chunkSize,
                maxRequestsPerHost);
    }

    /** Sends blobs in pieces of this many bytes; 0 in one piece. */
    public RegistryOptions withChunkSize(long bytes) {
        return new RegistryOptions(
                credentials,
                plainHttpHosts,
                tls,
                certificateDirectories,
                listener,
                userAgent,
                retry,
                timeouts,
                bytes,
                maxRequestsPerHost);
    }

    public RegistryOptions withMaxRequestsPerHost(int requests) {
        return new RegistryOptions(
                credentials,
                plainHttpHosts,
                tls,
                certificateDirectories,
                listener,
                userAgent,
                retry,
                timeouts,
                chunkSize,
                requests);
    }
}
