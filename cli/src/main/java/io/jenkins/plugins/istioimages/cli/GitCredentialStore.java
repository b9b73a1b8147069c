package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.source.GitCredentials;
import io.jenkins.plugins.istioimages.source.UserPassword;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Credentials in git's own store format: one URL a line, {@code https://user:password@host[/path]}, percent-encoded
 * (git-credential-store(1)). The first line whose scheme, host and path lead to the asked URL is taken.
 */
final class GitCredentialStore implements GitCredentials {
    private final List<Entry> entries;

    private GitCredentialStore(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads a store.
     *
     * @throws InputException naming file and line, never what stands there
     */
    static GitCredentialStore read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new InputException("cannot read the git credentials " + file + ": " + e.getMessage(), e);
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(line, new SourceLocation(file.toString(), i + 1, 1)));
            }
        }
        return new GitCredentialStore(entries);
    }

    @Override
    public Optional<UserPassword> forUrl(String url) {
        try {
            URI asked = new URI(url);
            return entries.stream()
                    .filter(e -> e.leadsTo(asked))
                    .map(Entry::login)
                    .findFirst();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Entry entry(String line, SourceLocation location) {
        try {
            URI uri = new URI(line);
            String user = uri.getRawUserInfo();
            if (uri.getScheme() == null || uri.getHost() == null || user == null || user.indexOf(':') < 0) {
                throw wrong(location);
            }
            int colon = user.indexOf(':');
            return new Entry(
                    uri, new UserPassword(decoded(user.substring(0, colon)), decoded(user.substring(colon + 1))));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw wrong(location);
        }
    }

    /** Percent-decoding alone: a plus sign in a password is a plus sign. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static InputException wrong(SourceLocation location) {
        return new InputException(location, "expected https://user:password@host, percent-encoded");
    }

    private record Entry(URI uri, UserPassword login) {
        boolean leadsTo(URI asked) {
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
            String askedPath = asked.getPath() == null ? "" : asked.getPath();
            return uri.getScheme().equalsIgnoreCase(String.valueOf(asked.getScheme()))
                    && uri.getHost().toLowerCase(Locale.ROOT).equals(lower(asked.getHost()))
                    && uri.getPort() == asked.getPort()
                    && (askedPath.equals(path) || askedPath.startsWith(path + "/"));
        }

        private static String lower(String host) {
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        }
    }
}
