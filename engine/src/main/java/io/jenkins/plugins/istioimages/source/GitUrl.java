package io.jenkins.plugins.istioimages.source;

import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/**
 * Where a repository is. Credentials that the user wrote into the URL are split off at once and are in no text form.
 *
 * @param text the URL without credentials, or an absolute path: what may be shown, written and used as a key
 * @param uri for the transport, without credentials
 * @param embedded credentials that the URL brought
 * @param local the directory, where it is one on this machine
 */
record GitUrl(String text, URIish uri, Optional<UserPassword> embedded, Optional<Path> local) {
    private static final Set<String> REMOTE = Set.of("http", "https", "ssh", "git+ssh", "ssh+git", "git");

    /** {@code ext::sh -c …} and its like (gitremote-helpers) would be taken for a host name. */
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]+::.*", Pattern.DOTALL);

    /**
     * Reads what the user wrote.
     *
     * @param base directory that relative paths are relative to
     * @throws InvalidSourceException if it is no URL of a kind that is known
     */
    static GitUrl of(String raw, Path base, Asker asker) {
        if (HELPER.matcher(raw.strip()).matches()) {
            throw malformed(asker);
        }
        try {
            URIish uri = new URIish(raw.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null && (scheme.isEmpty() || scheme.equals("file"))) {
                return local(base.resolve(uri.getPath()));
            }
            if (!scheme.isEmpty() && !REMOTE.contains(scheme)) {
                throw InvalidSourceException.of(
                        asker,
                        "git URLs that begin with '" + scheme
                                + "://' are not supported; use https, http, ssh, git, file:///… or a path");
            }
            if (uri.getHost() == null || uri.getPath() == null || uri.getPath().isEmpty()) {
                throw malformed(asker);
            }
            return remote(uri);
        } catch (URISyntaxException | InvalidPathException | NumberFormatException e) {
            throw malformed(asker);
        }
    }

    /** A directory on this machine. */
    static GitUrl local(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        return new GitUrl(
                absolute.toString(),
                new URIish().setPath(absolute.toString()),
                Optional.empty(),
                Optional.of(absolute));
    }

    /** Whether it is reached over HTTP, encrypted or not. */
    boolean isHttp() {
        return isHttp(uri);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Over HTTP a lone user name is a token as often as not, so it goes too; ssh needs it to log in. */
    private static GitUrl remote(URIish uri) {
        if (!isHttp(uri)) {
            URIish bare = uri.setPass(null);
            return new GitUrl(bare.toString(), bare, Optional.empty(), Optional.empty());
        }
        Optional<UserPassword> embedded = uri.getUser() == null && uri.getPass() == null
                ? Optional.empty()
                : Optional.of(new UserPassword(orEmpty(uri.getUser()), orEmpty(uri.getPass())));
        URIish bare = uri.setPass(null).setUser(null);
        return new GitUrl(bare.toString(), bare, embedded, Optional.empty());
    }

    private static boolean isHttp(URIish uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    private static String orEmpty(String part) {
        return part == null ? "" : part;
    }

    /** The parser's own message repeats the URL, which may hold a password, so it is left out. */
    private static InvalidSourceException malformed(Asker asker) {
        return InvalidSourceException.of(asker, "the git URL is malformed; give https://host/path, ssh://… or a path");
    }
}
