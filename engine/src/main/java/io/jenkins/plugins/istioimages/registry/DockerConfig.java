package io.jenkins.plugins.istioimages.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials of a Docker {@code config.json}: for a registry its helper ({@code credHelpers}), else its own entry
 * ({@code auths}, also for a part of a registry as containers' {@code auth.json} has it), else the general helper
 * ({@code credsStore}). The file is read when a credential is first asked for.
 */
public final class DockerConfig implements CredentialSource {
    private static final String HUB_KEY = "https://index.docker.io/v1/";
    private static final int LARGEST = 4 * 1024 * 1024;

    private final Path file;
    private final boolean required;
    private final CredentialHelpers helpers;
    private ObjectNode config;

    private DockerConfig(Path file, boolean required, CredentialHelpers helpers) {
        this.file = file;
        this.required = required;
        this.helpers = helpers;
    }

    /** A file the user named: it must be there. */
    public static DockerConfig of(Path file, Map<String, String> environment) {
        return new DockerConfig(file, true, new CredentialHelpers(environment, CredentialHelpers.USUAL_LIMIT));
    }

    /** {@code $DOCKER_CONFIG/config.json}, else {@code ~/.docker/config.json}; nobody where there is none. */
    public static DockerConfig ofUser(Map<String, String> environment, Path home) {
        String directory = environment.getOrDefault("DOCKER_CONFIG", "");
        Path file = directory.isEmpty()
                ? home.resolve(".docker").resolve("config.json")
                : Path.of(directory).resolve("config.json");
        return new DockerConfig(file, false, new CredentialHelpers(environment, CredentialHelpers.USUAL_LIMIT));
    }

    /**
     * {@inheritDoc}
     *
     * @throws InputException if the file cannot be read or is not what it should be
     * @throws io.jenkins.plugins.istioimages.errors.WorkException if a credential helper fails
     */
    @Override
    public Optional<Credential> find(Repository repository) {
        ObjectNode known = config();
        String server = repository.registry().equals(Repository.DOCKER_HUB) ? HUB_KEY : repository.registry();
        Optional<String> own = longest(known.path("credHelpers"), repository).map(JsonNode::asText);
        if (own.isPresent()) {
            return helpers.get(own.get(), server);
        }
        Optional<Credential> entry = longest(known.path("auths"), repository).flatMap(this::entry);
        String general = known.path("credsStore").asText("");
        return entry.isPresent() || general.isEmpty() ? entry : helpers.get(general, server);
    }

    /** The entry whose key is the longest part of the repository's name. */
    private static Optional<JsonNode> longest(JsonNode entries, Repository repository) {
        return entries.properties().stream()
                .filter(e -> covers(normalized(e.getKey()), repository.toString()))
                .max(Comparator.comparingInt(e -> normalized(e.getKey()).length()))
                .map(Map.Entry::getValue);
    }

    private static boolean covers(String key, String repository) {
        return repository.equals(key) || repository.startsWith(key + "/");
    }

    /** {@code https://host/v1/} is {@code host}; Docker Hub's other names are its one. */
    private static String normalized(String key) {
        String bare = key.replaceFirst("^https?://", "");
        bare = bare.replaceFirst("/(v1|v2)?/?$", "");
        int slash = bare.indexOf('/');
        String host = slash < 0 ? bare : bare.substring(0, slash);
        boolean hub = host.equals("index.docker.io") || host.equals("registry-1.docker.io");
        return hub ? Repository.DOCKER_HUB + bare.substring(host.length()) : bare;
    }

    private Optional<Credential> entry(JsonNode entry) {
        String identity = entry.path("identitytoken").asText("");
        if (!identity.isEmpty()) {
            return Optional.of(new Credential.IdentityToken(identity, file.toString()));
        }
        String username = entry.path("username").asText("");
        String password = entry.path("password").asText("");
        String auth = entry.path("auth").asText("");
        if (!auth.isEmpty()) {
            String pair = decoded(auth);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new InputException(file + ": an 'auth' entry is not the Base64 form of user:password");
            }
            username = pair.substring(0, colon);
            password = pair.substring(colon + 1);
        }
        return username.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credential.Password(username, password, file.toString()));
    }

    private String decoded(String auth) {
        try {
            // Docker's own older versions ended the password with zero bytes.
            return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8).replaceFirst("\0+$", "");
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": an 'auth' entry is not Base64", e);
        }
    }

    private synchronized ObjectNode config() {
        if (config == null) {
            config = read();
        }
        return config;
    }

    private ObjectNode read() {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InputException(file + " is too large for a Docker configuration");
            }
            byte[] content = Files.readAllBytes(file);
            return content.length == 0 ? Json.object() : Json.readObject(content, file.toString());
        } catch (NoSuchFileException e) {
            if (required) {
                throw new InputException(file + " does not exist; expected a Docker config.json", e);
            }
            return Json.object();
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (MalformedContentException e) {
            // The parser's own words may show a part of the file, and the file has secrets.
            throw new InputException(file + " is not a Docker config.json: it is not valid JSON");
        }
    }
}
