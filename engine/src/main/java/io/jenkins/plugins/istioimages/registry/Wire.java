package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Sends one request over one connection and brings back the answer: no retry, no redirect, no authentication. */
final class Wire {
    /** Bytes that any HTTP/2 server takes without a further word, by the usual settings (RFC 9113, 6.9.2), and less. */
    private static final int WINDOW = 32 * 1024;

    private final HttpClients clients;
    private final Timeouts timeouts;
    private final String userAgent;

    Wire(HttpClients clients, Timeouts timeouts, String userAgent) {
        this.clients = clients;
        this.timeouts = timeouts;
        this.userAgent = userAgent;
    }

    /**
     * Sends.
     *
     * @param uri where to, which a redirect may have changed
     * @param authorization value of the header, if any
     * @throws WireException if the connection did not stand, broke or stalled
     * @throws CancelledException if the thread was interrupted
     * @throws io.jenkins.plugins.istioimages.store.StoreException if the source of the body failed
     */
    Answer send(Request request, URI uri, Optional<String> authorization) throws WireException {
        Exchange exchange = new Exchange();
        Optional<BodySender> sender = request.body()
                .filter(body -> body.length() > 0)
                .map(body -> new BodySender(body, exchange, request.operation()));
        Future<HttpResponse<Object>> future = start(request, uri, authorization, exchange, sender);
        boolean kept = false;
        try {
            drive(exchange, sender);
            Answer answer = answer(request, uri, future);
            kept = true;
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(request.operation() + " was interrupted", e);
        } finally {
            if (!kept) {
                future.cancel(true);
            }
            sender.ifPresent(BodySender::release);
        }
    }

    /**
     * In a thread of the clients' own, since what {@code sendAsync} gives is completed in the pool that all of the process
     * shares: whoever blocks that, perhaps while waiting for us, would keep the answer from us.
     */
    private Future<HttpResponse<Object>> start(
            Request request, URI uri, Optional<String> authorization, Exchange exchange, Optional<BodySender> sender)
            throws WireException {
        Origin origin = Origin.of(uri);
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .version(version(origin, request))
                .header("User-Agent", userAgent)
                .method(
                        request.method(),
                        sender.map(s -> (HttpRequest.BodyPublisher) s).orElseGet(HttpRequest.BodyPublishers::noBody));
        request.headers().forEach(builder::header);
        authorization.ifPresent(value -> builder.header("Authorization", value));
        HttpClient client = clients.forOrigin(origin);
        FutureTask<HttpResponse<Object>> task =
                new FutureTask<>(() -> client.send(builder.build(), handler(request, exchange))) {
                    @Override
                    protected void done() {
                        exchange.done();
                    }
                };
        clients.later(task);
        return task;
    }

    /**
     * Without TLS there is no ALPN, and an upgrade offered with a body costs a round trip or breaks. And over HTTP/2 the
     * Java client hears no answer before it has sent the whole body, also where the server has answered already (with
     * 413, or because what is behind it is gone) and takes no more of it: that would only end as a stall.
     */
    private static HttpClient.Version version(Origin origin, Request request) {
        boolean large = request.body().filter(body -> body.length() > WINDOW).isPresent();
        return origin.isSecure() && !large ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    }

    private HttpResponse.BodyHandler<Object> handler(Request request, Exchange exchange) {
        return info -> {
            exchange.sign();
            boolean success = info.statusCode() / 100 == 2;
            if (request.streamed() && success) {
                return HttpResponse.BodySubscribers.mapping(new BodyStream(timeouts.stall()), stream -> stream);
            }
            int cap = success ? request.answerCap() : Request.SMALL;
            return HttpResponse.BodySubscribers.mapping(new BodyReceiver(cap, exchange), body -> body);
        };
    }

    private void drive(Exchange exchange, Optional<BodySender> sender) throws WireException, InterruptedException {
        if (sender.isPresent() && !sender.get().send(timeouts.stall())) {
            throw stalled("no byte could be sent for ", timeouts.stall());
        }
        Duration silence = sender.isPresent() ? timeouts.answer() : timeouts.stall();
        if (!exchange.awaitDone(silence)) {
            throw stalled("no answer came within ", silence);
        }
    }

    private static WireException stalled(String what, Duration limit) {
        return WireException.passing(what + limit.toMillis() / 1000.0 + " s", null);
    }

    private static Answer answer(Request request, URI uri, Future<HttpResponse<Object>> future)
            throws WireException, InterruptedException {
        HttpResponse<Object> response;
        try {
            response = future.get();
        } catch (ExecutionException e) {
            throw WireFaults.translated(Origin.of(uri), e.getCause());
        }
        if (response.body() instanceof InputStream stream) {
            return new Answer(uri, response.statusCode(), response.headers(), new byte[0], Optional.of(stream), 1);
        }
        BodyReceiver.Body body = (BodyReceiver.Body) response.body();
        if (body.cut() && response.statusCode() / 100 == 2) {
            throw new RegistryException(
                    request.operation() + ": the answer of " + Origin.of(uri) + " is larger than " + request.answerCap()
                            + " bytes",
                    response.statusCode(),
                    List.of());
        }
        return new Answer(uri, response.statusCode(), response.headers(), body.content(), Optional.empty(), 1);
    }
}
