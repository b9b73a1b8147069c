package io.jenkins.plugins.istioimages.publish.storage.gcs;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.cloud.ServiceOptions;
import com.google.cloud.http.HttpTransportOptions;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.publish.http.Pauses;
import io.jenkins.plugins.istioimages.publish.http.RetryAfter;
import java.time.Duration;
import java.util.Optional;

/**
 * Requests of Google's library, which does not read {@code Retry-After}: a store that says how long it wants to be left alone
 * is left alone for so long before the library hears the answer and pauses as it likes.
 */
final class PatientTransport extends HttpTransportOptions {
    private static final long serialVersionUID = 1L;

    /** Who wants more is not waited for: the tries end with what it said. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final transient Pauses pauses;

    /**
     * @param connect longest time to a connection
     * @param silence longest time without a byte
     */
    PatientTransport(Duration connect, Duration silence, Pauses pauses) {
        super(newBuilder()
                // The library's own choice is Conscrypt, and a warning with its trace where that is not there.
                .setHttpTransportFactory(NetHttpTransport::new)
                .setConnectTimeout((int) connect.toMillis())
                .setReadTimeout((int) silence.toMillis()));
        this.pauses = pauses;
    }

    @Override
    public HttpRequestInitializer getHttpRequestInitializer(ServiceOptions<?, ?> options) {
        HttpRequestInitializer before = super.getHttpRequestInitializer(options);
        return request -> {
            before.initialize(request);
            request.setResponseInterceptor(this::leaveAlone);
        };
    }

    /** @throws CancelledException if the thread is interrupted meanwhile */
    private void leaveAlone(HttpResponse response) {
        if (response.getStatusCode() != TOO_MANY_REQUESTS && response.getStatusCode() != UNAVAILABLE) {
            return;
        }
        Optional.ofNullable(response.getHeaders().getRetryAfter())
                .flatMap(header -> RetryAfter.parse(header, pauses.now()))
                .filter(wish -> wish.compareTo(LONGEST) <= 0)
                .ifPresent(wish -> pauses.pause(wish, "waiting for the store"));
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
