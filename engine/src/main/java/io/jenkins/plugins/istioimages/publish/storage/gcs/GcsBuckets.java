package io.jenkins.plugins.istioimages.publish.storage.gcs;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageRetryStrategy;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.storage.AccessException;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens buckets of Google Cloud Storage. Nothing is sent yet. */
public final class GcsBuckets {
    private static final String KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS";
    private static final String EMULATOR = "STORAGE_EMULATOR_HOST";
    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/devstorage.read_write");
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final double GROWTH = 2;

    private GcsBuckets() {}

    /**
     * @param variables of the environment: {@code GOOGLE_APPLICATION_CREDENTIALS}, {@code STORAGE_EMULATOR_HOST}
     * @param given key file of a service account; else the environment says who we are
     */
    public static Bucket open(
            BucketAddress address, Map<String, String> variables, Optional<String> given, StorageOptions options) {
        Optional<URI> emulator =
                Optional.ofNullable(variables.get(EMULATOR)).map(url -> BucketAddress.endpoint(EMULATOR, url));
        Optional<URI> host = address.endpoint().or(() -> emulator);
        return new GcsBucket(
                address,
                () -> {
                    Credentials credentials = emulator.isPresent() && given.isEmpty()
                            ? NoCredentials.getInstance()
                            : credentials(variables, given);
                    return client(credentials, host, options);
                },
                new Permissions.Asked(),
                options.piece());
    }

    private static Storage client(Credentials credentials, Optional<URI> host, StorageOptions options) {
        com.google.cloud.storage.StorageOptions.Builder builder = com.google.cloud.storage.StorageOptions.http()
                .setTransportOptions(HttpTransportOptions.newBuilder()
                        .setConnectTimeout((int) CONNECT.toMillis())
                        .setReadTimeout((int) options.silence().toMillis())
                        .build())
                // Each of our writes may be sent again: it has a condition, or its outcome is the same.
                .setStorageRetryStrategy(StorageRetryStrategy.getUniformStorageRetryStrategy())
                .setRetrySettings(com.google.cloud.storage.StorageOptions.getDefaultRetrySettings().toBuilder()
                        .setMaxAttempts(options.attempts())
                        .setInitialRetryDelayDuration(options.firstPause())
                        .setMaxRetryDelayDuration(options.longestPause())
                        .setRetryDelayMultiplier(GROWTH)
                        .build())
                .setCredentials(credentials);
        host.ifPresent(url -> builder.setHost(url.toString()));
        return builder.build().getService();
    }

    private static Credentials credentials(Map<String, String> variables, Optional<String> given) {
        if (given.isPresent()) {
            return serviceAccount(given.get());
        }
        String file = variables.getOrDefault(KEY_FILE, "");
        try {
            if (file.isBlank()) {
                return GoogleCredentials.getApplicationDefault().createScoped(SCOPES);
            }
        } catch (IOException e) {
            throw new AccessException("no Google credentials: set " + KEY_FILE
                    + " to the key file of a service account, or sign in with 'gcloud auth application-default login'");
        }
        return fromFile(file);
    }

    @SuppressWarnings("deprecation") // what stands in the user's own file is meant to be used, whatever its kind
    private static Credentials fromFile(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return GoogleCredentials.fromStream(in).createScoped(SCOPES);
        } catch (IOException | InvalidPathException | ClassCastException e) {
            throw new InputException(KEY_FILE + " is " + file + ", which cannot be used: " + e.getMessage(), e);
        }
    }

    private static Credentials serviceAccount(String json) {
        try (InputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
            return ServiceAccountCredentials.fromStream(in).createScoped(SCOPES);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("the key of the Google service account cannot be used: it is no JSON key file");
        }
    }
}
