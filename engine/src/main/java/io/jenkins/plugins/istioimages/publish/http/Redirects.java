package io.jenkins.plugins.istioimages.publish.http;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Follows redirects: of what only reads to anywhere, but never from TLS to plain; of what writes within the origins that
 * the token is for, and with the same method (307, 308).
 */
final class Redirects {
    private static final int MOST = 5;

    private final ApiRequest first;
    private int count;

    Redirects(ApiRequest first) {
        this.first = first;
    }

    /**
     * The request that an answer leads to.
     *
     * @return empty if it leads nowhere else
     * @throws ApiException if it leads where nobody goes
     */
    Optional<ApiRequest> next(ApiRequest request, ApiAnswer answer, Set<String> origins) {
        int status = answer.status();
        Optional<String> location = answer.header("location");
        if (location.isEmpty() || status < 301 || status > 308 || (status > 303 && status < 307)) {
            return Optional.empty();
        }
        boolean reads = request.method().equals("GET");
        URI target = target(request, location.get());
        boolean home = origins.contains(BearerToken.origin(target));
        boolean downgrade = "https".equals(request.uri().getScheme()) && !"https".equals(target.getScheme());
        if (++count > MOST || downgrade || (!reads && (status < 307 || !home))) {
            throw new ApiException(
                    first.operation() + ": " + request.uri().getHost() + " redirects to " + target.getScheme() + "://"
                            + target.getHost() + ", which is not followed",
                    status);
        }
        return Optional.of(request.at(target));
    }

    private URI target(ApiRequest request, String location) {
        try {
            return request.uri().resolve(location);
        } catch (IllegalArgumentException e) {
            throw new ApiException(first.operation() + ": the server redirects to no address", 0, e);
        }
    }
}
