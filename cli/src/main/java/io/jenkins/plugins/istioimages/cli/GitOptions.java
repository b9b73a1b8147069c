package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.GitCredentials;
import io.jenkins.plugins.istioimages.source.HostKeys;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceListener;
import io.jenkins.plugins.istioimages.source.SshAccess;
import io.jenkins.plugins.istioimages.source.UserPassword;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How git servers are reached: mixed into every verb that reads sources. */
final class GitOptions {
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

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "where copies of git repositories are kept; else ISTIO_IMAGES_CACHE or ~/.cache/istio-images")
    private Path cache;

    @Mixin
    private OfflineChoice network = new OfflineChoice();

    @Option(
            names = "--dirty",
            description = "take uncommitted changes of a localpath too; else its committed state is built")
    private boolean dirty;

    OfflineChoice network() {
        return network;
    }

    boolean dirty() {
        return dirty;
    }

    /** The mirrors of this run. */
    MirrorCache mirrors(Map<String, String> environment, SourceListener listener) {
        Path directory = cache != null ? cache : MirrorCache.defaultDirectory(environment);
        return new MirrorCache(directory, access(environment), listener);
    }

    private GitAccess access(Map<String, String> environment) {
        GitCredentials known = credentials == null ? GitCredentials.none() : GitCredentialStore.read(credentials);
        Optional<String> token = githubToken(environment);
        GitCredentials github = url -> token.filter(t -> isGitHub(url)).map(t -> new UserPassword("x-access-token", t));
        SshAccess ssh = new SshAccess(
                Optional.ofNullable(sshKey), Optional.empty(), Optional.ofNullable(knownHosts), HostKeys.KNOWN_ONLY);
        GitAccess access = GitAccess.standard().with(known.or(github)).with(ssh);
        return network.offline() ? access.withoutNetwork() : access;
    }

    private Optional<String> githubToken(Map<String, String> environment) {
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
