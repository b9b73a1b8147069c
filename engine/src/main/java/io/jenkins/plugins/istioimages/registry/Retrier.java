package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.store.TransferListener;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Sends through the host's gate, and again what failed in a way that may pass. */
final class Retrier {
    private final Gates gates;
    private final RetryPolicy policy;
    private final TransferListener listener;
    private final Clock clock;
    private final Ticker ticker;

    Retrier(Gates gates, RetryPolicy policy, TransferListener listener, Clock clock, Ticker ticker) {
        this.gates = gates;
        this.policy = policy;
        this.listener = listener;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** What sends once. */
    @FunctionalInterface
    interface Step {
        Answer send(Request request) throws WireException;
    }

    /**
     * Sends until there is an answer that will not change.
     *
     * @return the answer, also one of failure
     * @throws RegistryException if there is none
     */
    Answer send(Request request, Step step) {
        Attempts attempts = attempts(request.operation());
        while (true) {
            try {
                Answer answer = once(request, step);
                if (!answer.mayPass() || !attempts.again(Failures.brief(answer), wish(answer))) {
                    return answer.withTries(Math.max(1, attempts.failures()));
                }
            } catch (WireException e) {
                if (!e.mayPass() || !attempts.again(e.getMessage(), Optional.empty())) {
                    throw e.failure(request.operation(), attempts.suffix());
                }
            }
        }
    }

    /** Sends once, for those who must look around before they try again. */
    Answer once(Request request, Step step) throws WireException {
        Origin origin = Origin.of(request.uri());
        long sentAt;
        Answer answer;
        Gates.Pass pass = gates.enter(origin);
        try {
            sentAt = ticker.nanos();
            answer = step.send(request);
        } finally {
            pass.leave();
        }
        if (answer.isThrottled()) {
            Duration pause = wish(answer).orElse(policy.firstDelay());
            gates.of(origin).complain(sentAt, attempts("").tooLong(pause) ? Duration.ZERO : pause);
        } else {
            gates.of(origin).calm();
        }
        return answer;
    }

    Attempts attempts(String operation) {
        return new Attempts(operation, policy, listener, ticker);
    }

    /** How long the host wants us to stay away. */
    Optional<Duration> wish(Answer answer) {
        return RetryAfter.of(answer, clock);
    }
}
