package io.jenkins.plugins.istioimages.publish.http;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import java.net.URI;
import java.net.http.HttpResponse.BodySubscriber;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Talks to a web API. Rate limits are waited out, as far as patience goes; what failed on the way is tried again where a
 * second time does no more than the first, and asked about where it would. The token goes to its origins only, wherever
 * a server redirects to.
 */
public final class ApiClient {
    private static final long LARGEST = 32L << 20;

    private final Optional<BearerToken> token;
    private final Set<String> origins;
    private final Patience patience;
    private final Pauses pauses;
    private final Consumer<String> listener;
    private final ApiWire wire = new ApiWire();

    /**
     * @param origins addresses whose scheme, host and port the token is for
     * @param listener hears why something is waited for
     */
    public ApiClient(
            Optional<BearerToken> token,
            List<URI> origins,
            Patience patience,
            Pauses pauses,
            Consumer<String> listener) {
        this.token = token;
        this.origins = origins.stream().map(BearerToken::origin).collect(Collectors.toSet());
        this.patience = patience;
        this.pauses = pauses;
        this.listener = listener;
    }

    /**
     * Sends, and again what may be.
     *
     * @return the answer, also one of failure, but for limits and outages
     * @throws LostAnswerException if it is not known what came of it
     * @throws ApiException if limits last too long
     * @throws CancelledException if the thread is interrupted
     */
    public ApiAnswer send(ApiRequest request) {
        return send(request, 0, () -> CappedBody.kept(LARGEST));
    }

    /**
     * SHA-256 of what is at an address.
     *
     * @param size in bytes that it has
     * @return {@code sha256:…}
     * @throws ApiException as {@link #send}, and if there is no such thing or it is larger
     */
    public String digest(ApiRequest request, long size) {
        ApiAnswer answer = send(request, size, () -> CappedBody.hashed(size, DigestAlgorithm.SHA256.newHasher()));
        if (!answer.ok()) {
            throw new ApiException(request.operation() + ": status " + answer.status(), answer.status());
        }
        return "sha256:" + HexFormat.of().formatHex(answer.body());
    }

    /**
     * Makes something with a request that must not be repeated blindly: after a failure that leaves open whether it was
     * made it is looked for first.
     *
     * @param there looks for it
     * @param made reads it from the answer, and throws if it was refused
     */
    public <T> T make(ApiRequest request, Supplier<Optional<T>> there, Function<ApiAnswer, T> made) {
        Tries tries = new Tries(request.operation());
        while (true) {
            try {
                return made.apply(send(request));
            } catch (LostAnswerException e) {
                boolean again = tries.again(e.getMessage(), Optional.empty());
                Optional<T> found = there.get();
                if (found.isPresent()) {
                    return found.get();
                }
                if (!again) {
                    throw e;
                }
            }
        }
    }

    /** Whether an address is of an origin that the token is for. */
    public boolean isHome(URI uri) {
        return origins.contains(BearerToken.origin(uri));
    }

    /** Counts tries of work that {@link #send} alone cannot repeat. */
    public Tries tries(String operation) {
        return new Tries(operation);
    }

    /** @param expected size of an answer that takes its time */
    private ApiAnswer send(ApiRequest request, long expected, Supplier<BodySubscriber<byte[]>> body) {
        Tries tries = new Tries(request.operation());
        Limits limits = new Limits(request.operation());
        while (true) {
            try {
                ApiAnswer got = followed(request, expected, body);
                Optional<Duration> limit = RateLimit.of(got, pauses.now(), limits.times + 1);
                if (limit.isPresent()) {
                    limits.wait(limit.get(), got);
                } else if (got.status() / 100 != 5) {
                    return got;
                } else {
                    failed(request, tries, got);
                }
            } catch (LostAnswerException e) {
                if (e.status() != 0 || !request.repeatable() || !tries.again(e.getMessage(), Optional.empty())) {
                    throw e;
                }
            }
        }
    }

    private void failed(ApiRequest request, Tries tries, ApiAnswer answer) {
        Optional<Duration> wish = RateLimit.retryAfter(answer, pauses.now());
        String message = request.operation() + ": " + answer.uri().getHost() + " answers with " + answer.brief();
        if (!request.repeatable() || !tries.again(message, wish)) {
            throw new LostAnswerException(message, answer.status(), null);
        }
    }

    private ApiAnswer followed(ApiRequest request, long expected, Supplier<BodySubscriber<byte[]>> body) {
        Redirects redirects = new Redirects(request);
        Duration within = patience.whole(request.body().length() + expected);
        ApiRequest next = request;
        while (true) {
            ApiAnswer got = wire.send(next, authorization(next.uri()), within, body);
            Optional<ApiRequest> moved = redirects.next(next, got, origins);
            if (moved.isEmpty()) {
                return got;
            }
            next = moved.get();
        }
    }

    private Optional<String> authorization(URI uri) {
        return token.filter(known -> isHome(uri)).map(BearerToken::authorization);
    }

    /** How often something was tried. */
    public final class Tries {
        private final String operation;
        private int failures;

        private Tries(String operation) {
            this.operation = operation;
        }

        /**
         * After a try failed: pauses if there is to be another one.
         *
         * @param reason of the failure, beginning with what was tried
         * @param wish how long the server wants us to stay away
         * @return false where it is enough
         */
        public boolean again(String reason, Optional<Duration> wish) {
            failures++;
            if (failures >= patience.attempts()
                    || wish.filter(w -> w.compareTo(patience.limits()) > 0).isPresent()) {
                return false;
            }
            Duration pause = Stream.of(patience.delay(failures), wish.orElse(Duration.ZERO))
                    .max(Duration::compareTo)
                    .get();
            listener.accept(reason + "; trying again in " + pause.toSeconds() + " s");
            pauses.pause(pause, operation);
            return true;
        }
    }

    /** How long a server has kept us away by its limits. */
    private final class Limits {
        private final String operation;
        private Duration waited = Duration.ZERO;
        private int times;

        Limits(String operation) {
            this.operation = operation;
        }

        void wait(Duration pause, ApiAnswer answer) {
            times++;
            waited = waited.plus(pause);
            if (waited.compareTo(patience.limits()) > 0) {
                throw new ApiException(
                        operation + ": the rate limit of " + answer.uri().getHost() + " would keep us away for "
                                + waited.toSeconds() + " s, at most "
                                + patience.limits().toSeconds()
                                + " s are waited; " + answer.brief(),
                        answer.status());
            }
            listener.accept(operation + ": rate limit of " + answer.uri().getHost() + "; going on in "
                    + pause.toSeconds() + " s");
            pauses.pause(pause, operation);
        }
    }
}
