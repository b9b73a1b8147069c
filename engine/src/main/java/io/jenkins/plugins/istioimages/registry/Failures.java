package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Turns an answer that is none of those that were hoped for into an error the user understands. */
final class Failures {
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Content Too Large"),
            Map.entry(416, "Range Not Satisfiable"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private Failures() {}

    /**
     * The error.
     *
     * @param who which credential was used, for 401 and 403
     * @param redact removes secrets from what the server says
     */
    static StoreException of(Request request, Answer answer, String who, UnaryOperator<String> redact) {
        ErrorAnswer error = ErrorAnswer.of(answer.content());
        String said = redact.apply(error.message());
        String message = request.operation() + ": " + from(request, answer) + status(answer.status())
                + (said.isEmpty() ? "" : ": " + said) + comeBack(answer)
                + (answer.tries() > 1 ? " (after " + answer.tries() + " tries)" : "");
        return switch (answer.status()) {
            case 401, 403 -> new AccessDeniedException(message + "; asked as " + who);
            case 404 -> new NotFoundException(message);
            default -> new RegistryException(message, answer.status(), error.codes());
        };
    }

    /** Status and the server's own words, for a notice. */
    static String brief(Answer answer) {
        return status(answer.status());
    }

    static String status(int status) {
        String reason = REASONS.get(status);
        return reason == null ? "status " + status : status + " " + reason;
    }

    private static String from(Request request, Answer answer) {
        Origin asked = Origin.of(request.uri());
        Origin answered = Origin.of(answer.uri());
        return asked.equals(answered) ? "" : answered + " answered ";
    }

    private static String comeBack(Answer answer) {
        return answer.isThrottled() && answer.header("Retry-After").isPresent()
                ? "; it asks to come back after "
                        + Text.line(answer.header("Retry-After").get(), 40)
                : "";
    }
}
