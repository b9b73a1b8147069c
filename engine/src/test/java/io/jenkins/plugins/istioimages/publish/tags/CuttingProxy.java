package io.jenkins.plugins.istioimages.publish.tags;

import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.Reply.Trouble;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes requests on to a server of this machine, and cuts the connection at one of them. */
final class CuttingProxy implements AutoCloseable {
    private static final Set<String> PASSED =
            Set.of("authorization", "content-type", "content-encoding", "accept", "git-protocol");

    /** Happens before a push is passed on. */
    volatile Runnable beforePush = () -> {};

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger seen = new AtomicInteger();
    private final TinyServer server = new TinyServer(this::handle);
    private final String origin;
    private final int cutAt;
    private final boolean afterwards;

    /**
     * @param origin of the server
     * @param cutAt number of the request from 1; 0 for none
     * @param afterwards whether the server hears it, and only its answer is lost
     */
    CuttingProxy(String origin, int cutAt, boolean afterwards) {
        this.origin = origin;
        this.cutAt = cutAt;
        this.afterwards = afterwards;
    }

    String url(String name) {
        return server.address() + "/" + name;
    }

    int requests() {
        return seen.get();
    }

    private Reply handle(Call call) {
        boolean cut = seen.incrementAndGet() == cutAt;
        if (cut && !afterwards) {
            return Reply.broken(Trouble.RESET);
        }
        if (call.is("POST", "/git-receive-pack")) {
            beforePush.run();
        }
        Reply reply = pass(call);
        return cut ? reply.trouble(Trouble.RESET) : reply;
    }

    private Reply pass(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + call.target()))
                .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach((name, values) -> {
            if (PASSED.contains(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Reply reply = Reply.of(answer.statusCode()).body(answer.body());
            for (String name : List.of("content-type", "content-encoding", "www-authenticate")) {
                answer.headers().firstValue(name).ifPresent(value -> reply.header(name, value));
            }
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.broken(Trouble.RESET);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
