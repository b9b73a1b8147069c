package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.GitCredentials;
import io.jenkins.plugins.istioimages.source.HostKeys;
import io.jenkins.plugins.istioimages.source.SshAccess;
import io.jenkins.plugins.istioimages.source.UserPassword;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who we are to git servers: mixed into every verb that reads or tags sources. */
final class GitLogin {
    @Option(
            names = "--git-credentials",
            paramLabel = "FILE",
            description = "logins for git over HTTP, in git's store format: https://user:password@host a line")
    private Path credentials;

    @Option(
            names = "--githubtoken",
            paramLabel = "FILE",
            description = "token for https://github.com; else GH_TOKEN or GITHUB_TOKEN of the environment")
    private Path githubToken;

    @Option(names = "--ssh-key", paramLabel = "FILE", description = "private key for git over ssh")
    private Path sshKey;

    @Option(names = "--ssh-known-hosts", paramLabel = "FILE", description = "known hosts for git over ssh")
    private Path knownHosts;

    /** With what the options and the environment say. */
    GitAccess access(Map<String, String> environment) {
        GitCredentials known = credentials == null ? GitCredentials.none() : GitCredentialStore.read(credentials);
        Optional<String> token = githubToken(environment);
        GitCredentials github = url -> token.filter(t -> isGitHub(url)).map(t -> new UserPassword("x-access-token", t));
        SshAccess ssh = new SshAccess(
                Optional.ofNullable(sshKey), Optional.empty(), Optional.ofNullable(knownHosts), HostKeys.KNOWN_ONLY);
        return GitAccess.standard().with(known.or(github)).with(ssh);
    }

    /** GitHub's token, where there is one. */
    Optional<String> githubToken(Map<String, String> environment) {
        if (githubToken == null) {
            return List.of("GH_TOKEN", "GITHUB_TOKEN").stream()
                    .map(environment::get)
                    .filter(t -> t != null && !t.isBlank())
                    .map(String::strip)
                    .findFirst();
        }
        try {
            String token = Files.readString(githubToken).strip();
            if (token.isEmpty()) {
                throw new InputException("--githubtoken " + githubToken + " is empty");
            }
            return Optional.of(token);
        } catch (IOException e) {
            throw new InputException("--githubtoken " + githubToken + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isGitHub(String url) {
        try {
            URI uri = URI.create(url);
            return "https".equalsIgnoreCase(uri.getScheme()) && "github.com".equalsIgnoreCase(uri.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
