package io.jenkins.plugins.istioimages.publish.http;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Sends one request and brings back the answer, within a time: no retry, no redirect. */
final class ApiWire {
    private static final Duration CONNECT = Duration.ofSeconds(30);

    /** Over HTTP/2 the Java client hears no answer before it has sent the whole body. */
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Sends.
     *
     * @param within the whole exchange must end
     * @throws LostAnswerException if there is no whole answer
     * @throws CancelledException if the thread is interrupted
     */
    ApiAnswer send(
            ApiRequest request,
            Optional<String> authorization,
            Duration within,
            Supplier<BodySubscriber<byte[]>> body) {
        FutureTask<HttpResponse<byte[]>> exchange =
                new FutureTask<>(() -> client.send(http(request, authorization), info -> body.get()));
        start(exchange);
        try {
            HttpResponse<byte[]> response = exchange.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return new ApiAnswer(request.uri(), response.statusCode(), response.headers(), response.body());
        } catch (ExecutionException e) {
            throw lost(request, "the connection failed: " + said(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw lost(request, "no whole answer within " + within.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(request.operation() + " was interrupted", e);
        } finally {
            exchange.cancel(true);
        }
    }

    /** Not in the pool that all of the process shares, as {@code sendAsync} would: others may block that. */
    private static void start(Runnable exchange) {
        Thread thread = new Thread(exchange, "api");
        thread.setDaemon(true);
        thread.start();
    }

    private static HttpRequest http(ApiRequest request, Optional<String> authorization) {
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                    .header("User-Agent", "istio-images")
                    .method(request.method(), request.body().publisher().open());
            if (!request.body().type().isEmpty()) {
                builder.header("Content-Type", request.body().type());
            }
            request.headers().forEach(builder::header);
            authorization.ifPresent(value -> builder.header("Authorization", value));
            return builder.build();
        } catch (FileNotFoundException e) {
            throw new WorkException(request.operation() + ": " + e.getMessage(), e);
        }
    }

    private static LostAnswerException lost(ApiRequest request, String why, Throwable cause) {
        return new LostAnswerException(request.operation() + ": " + host(request.uri()) + ": " + why, 0, cause);
    }

    private static String host(URI uri) {
        return uri.getHost() + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
    }

    private static String said(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
