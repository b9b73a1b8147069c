package io.jenkins.plugins.istioimages.source;

import java.time.Duration;

/**
 * How git servers are reached.
 *
 * @param credentials for HTTP
 * @param ssh keys and known hosts
 * @param timeout how long a server may be silent, while connecting or later; a second to a day
 * @param offline whether no server is asked at all: what is not in the cache is an error then
 */
public record GitAccess(GitCredentials credentials, SshAccess ssh, Duration timeout, boolean offline) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public GitAccess {
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("the timeout is between a second and a day");
        }
    }

    /** Without credentials, with the user's own ssh keys, a minute's patience. */
    public static GitAccess standard() {
        return new GitAccess(GitCredentials.none(), SshAccess.ofUser(), PATIENCE, false);
    }

    /** The same with credentials for HTTP. */
    public GitAccess with(GitCredentials others) {
        return new GitAccess(others, ssh, timeout, offline);
    }

    /** The same with other ssh keys or known hosts. */
    public GitAccess with(SshAccess others) {
        return new GitAccess(credentials, others, timeout, offline);
    }

    /** The same with another patience. */
    public GitAccess with(Duration patience) {
        return new GitAccess(credentials, ssh, patience, offline);
    }

    /** The same without any server. */
    public GitAccess withoutNetwork() {
        return new GitAccess(credentials, ssh, timeout, true);
    }
}
