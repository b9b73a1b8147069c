package io.jenkins.plugins.istioimages.publish.storage.s3;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens buckets that are spoken to as Amazon S3 is. Nothing is sent yet. */
public final class S3Buckets {
    private static final String FIRST_REGION = "us-east-1";
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private S3Buckets() {}

    /**
     * @param login an access key, or variables {@code AWS_*} and {@code HOME}
     * @throws InputException if what the environment says makes no sense, or the login is not for S3
     */
    public static Bucket open(BucketAddress address, BucketLogin login, StorageOptions options) {
        AwsEnvironment environment = environment(address, login);
        String region = address.region().or(environment::region).orElse(FIRST_REGION);
        Optional<URI> endpoint = address.endpoint().or(environment::endpoint);
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(region))
                .credentialsProvider(environment.credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(options.silence()))
                .overrideConfiguration(override(environment, options))
                // Checksums that others than Amazon do not know are sent with nothing that does not need them.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
                // Hosts named after buckets are rare where the store is not Amazon's own.
                .forcePathStyle(address.pathStyle().orElse(endpoint.isPresent()));
        endpoint.ifPresent(client::endpointOverride);
        return new S3Bucket(address, client.build(), new S3Errors(address, region), options.piece());
    }

    private static AwsEnvironment environment(BucketAddress address, BucketLogin login) {
        if (login instanceof BucketLogin.AccessKey key) {
            return AwsEnvironment.of(key);
        }
        if (login instanceof BucketLogin.Environment environment) {
            return AwsEnvironment.of(environment.variables());
        }
        throw new InputException(address + " takes an access key, not " + login);
    }

    private static ClientOverrideConfiguration override(AwsEnvironment environment, StorageOptions options) {
        return ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(new WithoutExpectation())
                .defaultProfileFile(environment.profiles())
                .defaultProfileName(environment.profileName())
                .retryStrategy(StandardRetryStrategy.builder()
                        .maxAttempts(options.attempts())
                        .backoffStrategy(BackoffStrategy.exponentialDelay(options.firstPause(), options.longestPause()))
                        .throttlingBackoffStrategy(
                                BackoffStrategy.exponentialDelay(options.firstPause(), options.longestPause()))
                        .circuitBreakerEnabled(false)
                        .build())
                .build();
    }
}
