package io.jenkins.plugins.istioimages.source;

import java.util.Optional;

/**
 * Where user names and passwords for git servers over HTTP come from. They are asked for by URL, and what is answered
 * goes to the scheme, host and port of that URL only, wherever the server redirects to.
 */
@FunctionalInterface
public interface GitCredentials {
    /**
     * Credentials for a repository.
     *
     * @param url of the repository, without credentials
     */
    Optional<UserPassword> forUrl(String url);

    /** Nobody is known anywhere. */
    static GitCredentials none() {
        return url -> Optional.empty();
    }

    /** These first, then the others. */
    default GitCredentials or(GitCredentials others) {
        return url -> forUrl(url).or(() -> others.forUrl(url));
    }
}
