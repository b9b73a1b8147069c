package io.jenkins.plugins.istioimages.publish.http;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A token for a web API. Its text form hides it. */
public final class BearerToken {
    private static final int MOST = 16 * 1024;

    private final String secret;

    /** @throws InputException if it cannot be one: empty, or with blanks or line ends inside */
    public BearerToken(String secret) {
        this.secret = secret.strip();
        if (!this.secret.matches("[\\x21-\\x7e]+")) {
            throw new InputException("the token is empty, or has characters that no token has");
        }
    }

    /**
     * Looks for a token.
     *
     * @param file that holds it, if the user named one
     * @param environment of the process
     * @param names of variables that may hold it, the first that is set counts
     * @throws InputException if the file cannot be read or holds none
     */
    public static Optional<BearerToken> find(Optional<Path> file, Map<String, String> environment, List<String> names) {
        if (file.isPresent()) {
            return Optional.of(read(file.get()));
        }
        return names.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .map(BearerToken::new);
    }

    private static BearerToken read(Path file) {
        try {
            if (Files.size(file) > MOST) {
                throw new InputException("the token file " + file + " is too large to hold a token");
            }
            String content = Files.readString(file);
            if (content.isBlank()) {
                throw new InputException("the token file " + file + " is empty");
            }
            return new BearerToken(content);
        } catch (IOException e) {
            throw new InputException("the token file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    String authorization() {
        return "Bearer " + secret;
    }

    /** Scheme, host and port of an address, as {@code https://api.github.com:443}. */
    static String origin(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }

    @Override
    public String toString() {
        return "BearerToken[hidden]";
    }
}
