package io.jenkins.plugins.istioimages.publish.storage.gcs;

import com.google.cloud.BaseServiceException;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.publish.storage.AccessException;
import io.jenkins.plugins.istioimages.publish.storage.ConditionFailedException;
import io.jenkins.plugins.istioimages.publish.storage.StorageException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** What a store's refusals mean, in the user's words. */
final class GcsErrors {
    private static final int LONGEST = 300;

    private final String bucket;
    private final int attempts;

    /** @param attempts tries of what may pass */
    GcsErrors(String bucket, int attempts) {
        this.bucket = bucket;
        this.attempts = attempts;
    }

    /** What to throw for what Google's library threw. */
    WorkException of(String operation, Exception problem) {
        if (Thread.currentThread().isInterrupted()
                || problem.getCause() instanceof InterruptedException
                || problem.getCause() instanceof ClosedByInterruptException
                || problem.getCause() instanceof InterruptedIOException interrupted
                        && !(interrupted instanceof SocketTimeoutException)) {
            Thread.currentThread().interrupt();
            return new CancelledException("cancelled: " + operation, problem);
        }
        int code = problem instanceof com.google.cloud.storage.StorageException answer ? answer.getCode() : 0;
        return switch (code) {
            case 412 -> new ConditionFailedException(operation + ": it has changed meanwhile");
            case 401 -> new AccessException(operation + ": the store does not accept these credentials");
            case 403 -> new AccessException(operation + ": these credentials may not do that");
            case 404 -> new AccessException(operation + ": there is no bucket '" + bucket + "'");
            default ->
                new StorageException(
                        operation + ": " + (code > 0 ? "the store answered " + code + ": " : "") + innermost(problem)
                                + tries(problem),
                        problem);
        };
    }

    private String tries(Exception problem) {
        return problem instanceof BaseServiceException answer && answer.isRetryable() && attempts > 1
                ? " (tried " + attempts + " times)"
                : "";
    }

    private static String innermost(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
