package io.jenkins.plugins.istioimages.publish.github;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A repository on GitHub, {@code owner/name}. */
public record GitHubRepository(String owner, String name) {
    private static final Pattern URL =
            Pattern.compile("(?:[a-z+]+://(?:[^/@]*@)?[^/]+/|[^/@:]+@[^/:]+:)([^/]+)/([^/]+?)(?:\\.git)?/*");

    /** @throws InputException if GitHub has no such names */
    public GitHubRepository {
        if (!owner.matches("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:_[A-Za-z0-9]+)?")) {
            throw new InputException("'" + owner + "' is not the name of an organization or user on GitHub");
        }
        if (!name.matches("[A-Za-z0-9._-]+") || name.matches("\\.\\.?")) {
            throw new InputException("'" + name + "' is not the name of a repository on GitHub");
        }
    }

    /**
     * The repository that a URL of git is of.
     *
     * @param git {@code https://github.com/OWNER/NAME.git}, {@code git@github.com:OWNER/NAME}, or of another server
     * @throws InputException if its path has not these two parts
     */
    public static GitHubRepository ofUrl(String git) {
        Matcher matcher = URL.matcher(git);
        if (!matcher.matches()) {
            throw new InputException("'" + git + "' is not the URL of a repository on GitHub");
        }
        return new GitHubRepository(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
