package io.jenkins.plugins.istioimages.publish.storage.s3;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.publish.storage.AccessException;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.ConditionFailedException;
import io.jenkins.plugins.istioimages.publish.storage.StorageException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a store's refusals mean, in the user's words. */
final class S3Errors {
    private static final int LONGEST = 300;
    /** Also what is said to a write whose first answer was lost, or whose object is gone. */
    private static final Set<String> CHANGED =
            Set.of("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "NoSuchUpload");

    private static final Set<String> ELSEWHERE = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");

    private final BucketAddress address;
    private final String region;

    S3Errors(BucketAddress address, String region) {
        this.address = address;
        this.region = region;
    }

    /** What to throw for what Amazon's library threw. */
    WorkException of(String operation, SdkException problem) {
        if (problem instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            Thread.currentThread().interrupt();
            return new CancelledException("cancelled: " + operation, problem);
        }
        if (problem instanceof S3Exception answer) {
            return answered(operation, answer);
        }
        if (String.valueOf(problem.getMessage()).contains("Unable to load credentials")) {
            return new AccessException(operation + ": no AWS credentials: set AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY, or have a profile in ~/.aws/credentials");
        }
        return new StorageException(operation + ": " + innermost(problem) + tries(problem), problem);
    }

    private WorkException answered(String operation, S3Exception answer) {
        String code = Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
        if (answer.statusCode() == 412 || CHANGED.contains(code)) {
            return new ConditionFailedException(operation + ": it has changed meanwhile");
        }
        Optional<String> reason = reason(code, answer);
        return reason.isPresent()
                ? new AccessException(operation + ": " + reason.get())
                : new StorageException(
                        operation + ": the store answered " + answer.statusCode() + " " + code + tries(answer), answer);
    }

    private Optional<String> reason(String code, S3Exception answer) {
        if (ELSEWHERE.contains(code) || answer.statusCode() == 301) {
            return Optional.of("the bucket is not in region " + region + where(answer)
                    + "; say where as ?region=, or in AWS_REGION");
        }
        return Optional.ofNullable(
                switch (code) {
                    case "NoSuchBucket" ->
                        "there is no bucket '" + address.bucket() + "'"
                                + address.endpoint().map(url -> " at " + url).orElse("");
                    case "InvalidAccessKeyId" -> "the store does not know this access key";
                    case "SignatureDoesNotMatch" -> "the secret key does not belong to the access key";
                    case "ExpiredToken", "TokenRefreshRequired" -> "the session of these credentials has ended";
                    case "InvalidToken" -> "the session token is wrong";
                    case "RequestTimeTooSkewed" -> "the clock of this machine differs too much from the store's";
                    case "BadDigest", "XAmzContentSHA256Mismatch" -> "the content has changed while it was sent";
                    default ->
                        answer.statusCode() == 401 || answer.statusCode() == 403
                                ? "these credentials may not do that"
                                : null;
                });
    }

    private static String where(S3Exception answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"))
                .map(region -> " but in " + region)
                .orElse("");
    }

    private static String innermost(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = (cause instanceof UnknownHostException ? "no such host: " : "") + text;
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    private static String tries(SdkException problem) {
        Integer attempts = problem.numAttempts();
        return attempts == null || attempts < 2 ? "" : " (tried " + attempts + " times)";
    }
}
