package io.jenkins.plugins.istioimages.publish.github;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.net.URI;

/**
 * Where GitHub is.
 *
 * @param api {@code https://api.github.com}, or {@code https://HOST/api/v3} of a GitHub Enterprise Server
 * @param uploads where assets are sent to: on github.com a host of its own
 * @param web where people see it
 */
public record GitHubServer(URI api, URI uploads, URI web) {
    /** github.com. */
    public static GitHubServer com() {
        return new GitHubServer(
                URI.create("https://api.github.com"),
                URI.create("https://uploads.github.com"),
                URI.create("https://github.com"));
    }

    /**
     * The server with an API.
     *
     * @throws InputException if the address is not one of HTTP, or holds a user, a query or a fragment
     */
    public static GitHubServer at(String api) {
        URI uri = address(api);
        if ("api.github.com".equalsIgnoreCase(uri.getHost())) {
            return com();
        }
        // Enterprise servers have both on one host: /api/v3 and /api/uploads.
        String path = uri.getPath().replaceFirst("/+$", "");
        URI root = uri.resolve("/");
        return new GitHubServer(
                uri.resolve(path.isEmpty() ? "/" : path),
                path.endsWith("/api/v3") ? uri.resolve(path.replaceFirst("/v3$", "/uploads")) : uri.resolve("/"),
                root);
    }

    private static URI address(String api) {
        try {
            URI uri = URI.create(api.strip());
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text of the exception.
        }
        throw new InputException("'" + api + "' is not the address of a GitHub API; give https://HOST/api/v3");
    }
}
