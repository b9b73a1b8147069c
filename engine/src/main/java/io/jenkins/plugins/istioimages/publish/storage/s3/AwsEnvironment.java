package io.jenkins.plugins.istioimages.publish.storage.s3;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin.AccessKey;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/** What variables and files say of AWS, in the way of its own programs. */
final class AwsEnvironment {
    private static final String DEFAULT_PROFILE = "default";
    private static final String ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String SESSION = "AWS_SESSION_TOKEN";

    private final Map<String, String> variables;
    private final ProfileFile files;
    private final String profileName;
    private final Optional<Profile> profile;

    private AwsEnvironment(Map<String, String> variables, ProfileFile files, String profileName) {
        this.variables = variables;
        this.files = files;
        this.profileName = profileName;
        this.profile = files.profile(profileName);
    }

    /**
     * What this machine's user has set.
     *
     * @param variables {@code AWS_*} and {@code HOME}
     * @throws InputException if they name a profile that is not there
     */
    static AwsEnvironment of(Map<String, String> variables) {
        Optional<String> named = variable(variables, "AWS_PROFILE");
        AwsEnvironment environment = new AwsEnvironment(variables, files(variables), named.orElse(DEFAULT_PROFILE));
        if (named.isPresent() && environment.profile.isEmpty()) {
            throw new InputException("AWS_PROFILE is '" + named.get()
                    + "', and there is no such profile in ~/.aws/credentials or ~/.aws/config");
        }
        return environment;
    }

    /** As if a key were all that is set. */
    static AwsEnvironment of(AccessKey key) {
        Map<String, String> variables = new HashMap<>(Map.of(ID, key.id(), SECRET, key.secret()));
        key.sessionToken().ifPresent(token -> variables.put(SESSION, token));
        return new AwsEnvironment(variables, ProfileFile.aggregator().build(), DEFAULT_PROFILE);
    }

    /** Keys of the variables, else what the profile or the machine gives. */
    AwsCredentialsProvider credentials() {
        return variable(ID)
                .flatMap(id -> variable(SECRET).map(secret -> fixed(id, secret)))
                .orElseGet(() -> DefaultCredentialsProvider.builder()
                        .profileFile(files)
                        .profileName(profileName)
                        .build());
    }

    private AwsCredentialsProvider fixed(String id, String secret) {
        AwsCredentials credentials = variable(SESSION)
                .map(token -> (AwsCredentials) AwsSessionCredentials.create(id, secret, token))
                .orElseGet(() -> AwsBasicCredentials.create(id, secret));
        return StaticCredentialsProvider.create(credentials);
    }

    Optional<String> region() {
        return variable("AWS_REGION").or(() -> variable("AWS_DEFAULT_REGION")).or(() -> setting("region"));
    }

    Optional<URI> endpoint() {
        return variable("AWS_ENDPOINT_URL_S3")
                .or(() -> variable("AWS_ENDPOINT_URL"))
                .or(() -> setting("endpoint_url"))
                .map(url -> BucketAddress.endpoint("AWS_ENDPOINT_URL", url));
    }

    /** The files that say it, for what Amazon's library reads in them by itself. */
    ProfileFile profiles() {
        return files;
    }

    String profileName() {
        return profileName;
    }

    private Optional<String> setting(String name) {
        return profile.flatMap(known -> known.property(name)).filter(text -> !text.isBlank());
    }

    private Optional<String> variable(String name) {
        return variable(variables, name);
    }

    private static Optional<String> variable(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static ProfileFile files(Map<String, String> variables) {
        Path home = path("HOME", variable(variables, "HOME").orElse(System.getProperty("user.home")));
        Path credentials = variable(variables, "AWS_SHARED_CREDENTIALS_FILE")
                .map(text -> path("AWS_SHARED_CREDENTIALS_FILE", text))
                .orElse(home.resolve(".aws/credentials"));
        Path config = variable(variables, "AWS_CONFIG_FILE")
                .map(text -> path("AWS_CONFIG_FILE", text))
                .orElse(home.resolve(".aws/config"));
        try {
            ProfileFile.Aggregator all = ProfileFile.aggregator();
            add(all, credentials, ProfileFile.Type.CREDENTIALS);
            add(all, config, ProfileFile.Type.CONFIGURATION);
            return all.build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new InputException(credentials + " or " + config + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void add(ProfileFile.Aggregator all, Path file, ProfileFile.Type type) {
        if (Files.isRegularFile(file)) {
            all.addFile(ProfileFile.builder().content(file).type(type).build());
        }
    }

    private static Path path(String name, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InputException(name + " is '" + text + "', which is no path", e);
        }
    }
}
