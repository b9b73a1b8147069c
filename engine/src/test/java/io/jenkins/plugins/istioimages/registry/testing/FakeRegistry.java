package io.jenkins.plugins.istioimages.registry.testing;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A registry in memory that speaks the distribution protocol as the specification has it, and that can be told to fail:
 * each {@link #fault} meets the next requests that fit it.
 */
public final class FakeRegistry implements AutoCloseable {
    private final TinyServer server;
    private final Contents contents = new Contents();
    private final Protocol protocol;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private volatile Function<Call, Optional<Reply>> guard = call -> Optional.empty();

    private record Rule(Predicate<Call> when, AtomicInteger left, Fault fault) {}

    /** What a registry does instead. */
    @FunctionalInterface
    public interface Fault {
        /** @param proceed answers the request as it should be */
        Reply instead(Call call, Proceed proceed);
    }

    /** The right answer; asking for it does what was asked for. */
    @FunctionalInterface
    public interface Proceed {
        Reply answer();
    }

    public FakeRegistry() {
        this.server = new TinyServer(this::handle);
        this.protocol = new Protocol(contents);
    }

    /** {@code 127.0.0.1:PORT}. */
    public String host() {
        return server.host();
    }

    public String address() {
        return server.address();
    }

    public Repository repository(String path) {
        return new Repository(host(), path);
    }

    /** What it holds, and how it behaves where the specification leaves a choice. */
    public Contents contents() {
        return contents;
    }

    /** Every request so far. */
    public List<Call> calls() {
        return server.calls();
    }

    /** Requests with this method whose path contains the text. */
    public List<Call> calls(String method, String inPath) {
        return calls().stream().filter(call -> call.is(method, inPath)).toList();
    }

    /** How many connections there were. */
    public int connections() {
        return server.connections();
    }

    public void forgetCalls() {
        server.forget();
    }

    /** From now on the next so many requests that fit are met with a fault. */
    public FakeRegistry fault(Predicate<Call> when, int times, Fault fault) {
        rules.add(new Rule(when, new AtomicInteger(times), fault));
        return this;
    }

    /** A fixed answer to the next so many requests that fit. */
    public FakeRegistry fault(Predicate<Call> when, int times, Reply reply) {
        return fault(when, times, (call, proceed) -> reply);
    }

    /** The connection breaks when half of the request's body is there; an upload keeps that half. */
    public FakeRegistry breakInRequest(Predicate<Call> when, int times) {
        return fault(when, times, (call, proceed) -> {
            protocol.keepHalf(call);
            return Reply.broken(Reply.Trouble.RESET);
        });
    }

    public void clearFaults() {
        rules.clear();
    }

    /** Basic authentication. */
    public FakeRegistry basic(String user, String password) {
        guard = new Guards.Basic(user, password);
        return this;
    }

    /** Bearer tokens of a token server. */
    public FakeRegistry bearer(TokenServer tokens) {
        return bearer(tokens, tokens.realm());
    }

    /** Bearer tokens, with a realm that may lead elsewhere. */
    public FakeRegistry bearer(TokenServer tokens, String realm) {
        guard = new Guards.Bearer(tokens, realm);
        return this;
    }

    public void blob(String repository, byte[] content) {
        contents.repository(repository).blobs().put(Digest.sha256(content), content);
    }

    /** The right answer without asking who it is for: what a host that serves the same contents would say. */
    public Reply unguarded(Call call) {
        return protocol.answer(call);
    }

    private Reply handle(Call call) {
        for (Rule rule : rules) {
            if (rule.when.test(call) && rule.left.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0) {
                return rule.fault.instead(call, () -> proper(call));
            }
        }
        return proper(call);
    }

    private Reply proper(Call call) {
        return guard.apply(call).orElseGet(() -> protocol.answer(call));
    }

    @Override
    public void close() {
        server.close();
    }
}
