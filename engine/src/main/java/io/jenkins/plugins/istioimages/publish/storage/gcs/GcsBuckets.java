package io.jenkins.plugins.istioimages.publish.storage.gcs;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageRetryStrategy;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.http.Pauses;
import io.jenkins.plugins.istioimages.publish.storage.AccessException;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
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
import java.util.function.Supplier;

/** Opens buckets of Google Cloud Storage. Nothing is sent yet. */
public final class GcsBuckets {
    private static final String KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS";
    private static final String EMULATOR = "STORAGE_EMULATOR_HOST";
    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/devstorage.read_write");
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final double GROWTH = 2;
    private static final String NO_PROJECT = "-";

    private GcsBuckets() {}

    /**
     * @param login a service account, or variables {@code GOOGLE_APPLICATION_CREDENTIALS} and {@code STORAGE_EMULATOR_HOST}
     * @throws InputException if the login is none of these, or the account's key file cannot be read
     */
    public static Bucket open(BucketAddress address, BucketLogin login, StorageOptions options) {
        if (login instanceof BucketLogin.ServiceAccount account) {
            Credentials known = serviceAccount(account.json());
            return bucket(address, address.endpoint(), () -> known, options);
        }
        if (login instanceof BucketLogin.Environment environment) {
            return open(address, environment.variables(), options);
        }
        throw new InputException(address + " takes a Google service account, not " + login);
    }

    private static Bucket open(BucketAddress address, Map<String, String> variables, StorageOptions options) {
        Optional<URI> emulator =
                Optional.ofNullable(variables.get(EMULATOR)).map(url -> BucketAddress.endpoint(EMULATOR, url));
        return bucket(
                address,
                address.endpoint().or(() -> emulator),
                () -> emulator.isPresent() ? NoCredentials.getInstance() : credentials(variables),
                options);
    }

    private static Bucket bucket(
            BucketAddress address, Optional<URI> host, Supplier<Credentials> credentials, StorageOptions options) {
        return new GcsBucket(address, () -> client(credentials.get(), host, options), new Permissions.Asked(), options);
    }

    private static Storage client(Credentials credentials, Optional<URI> host, StorageOptions options) {
        com.google.cloud.storage.StorageOptions.Builder builder = com.google.cloud.storage.StorageOptions.http()
                .setTransportOptions(new PatientTransport(CONNECT, options.silence(), Pauses.SYSTEM))
                // Each of our writes may be sent again: it has a condition, or its outcome is the same.
                .setStorageRetryStrategy(StorageRetryStrategy.getUniformStorageRetryStrategy())
                .setRetrySettings(com.google.cloud.storage.StorageOptions.getDefaultRetrySettings().toBuilder()
                        .setMaxAttempts(options.attempts())
                        .setInitialRetryDelayDuration(options.firstPause())
                        .setMaxRetryDelayDuration(options.longestPause())
                        .setRetryDelayMultiplier(GROWTH)
                        .build())
                // Objects are named by their bucket alone; unsaid, the library asks for a project where only Google's
                // machines know.
                .setProjectId(NO_PROJECT)
                .setCredentials(credentials);
        host.ifPresent(url -> builder.setHost(url.toString()));
        return builder.build().getService();
    }

    private static Credentials credentials(Map<String, String> variables) {
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
        } catch (IOException | RuntimeException e) {
            throw new InputException("the key of the Google service account cannot be used: it is no JSON key file");
        }
    }
}
