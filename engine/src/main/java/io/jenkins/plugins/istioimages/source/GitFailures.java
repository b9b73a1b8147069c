package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.EngineException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;

/** Says in this package's errors what went wrong with a git server. */
final class GitFailures {
    private static final List<String> NOT_HANDED_OUT =
            List.of("not our ref", " not valid", "unadvertised object", "no such remote ref");
    private static final List<String> NOT_THERE = List.of(
            "does not appear to be a git repository",
            "repository not found",
            "no such file or directory",
            "could not be found",
            "project you were looking for");

    private final GitUrl url;
    private final GitAccess access;
    private final Asker asker;
    private final HttpAccess http;
    private final SshSessions ssh;

    GitFailures(GitUrl url, GitAccess access, Asker asker, HttpAccess http, SshSessions ssh) {
        this.url = url;
        this.access = access;
        this.asker = asker;
        this.http = http;
        this.ssh = ssh;
    }

    EngineException translate(IOException e) {
        List<Throwable> chain = chain(e);
        String said = said(chain);
        String lower = said.toLowerCase(Locale.ROOT);
        if (url.isHttp() && http.lastStatus() >= 400) {
            return byStatus(http.lastStatus(), said, e);
        }
        if (ssh.hostKeyRefused()) {
            return new GitHostKeyException(
                    asker,
                    "the host key of " + host() + " is not in the known hosts file, or is not the one that is there;"
                            + " check it and add it with ssh-keyscan",
                    e);
        }
        if (NOT_HANDED_OUT.stream().anyMatch(lower::contains)) {
            return new NotHandedOutException(asker, e);
        }
        if (has(chain, InterruptedIOException.class)
                || has(chain, TimeoutException.class)
                || lower.contains("timed out")) {
            return new GitTimeoutException(
                    asker, url + " did not answer within " + access.timeout().toSeconds() + " s", e);
        }
        if (isUnreachable(chain) || lower.contains("connection refused")) {
            return new GitUnreachableException(asker, host() + " cannot be reached: " + said, e);
        }
        return bySaying(chain, said, lower, e);
    }

    private EngineException byStatus(int status, String said, IOException e) {
        if (status == 401) {
            return new GitAuthException(
                    asker,
                    http.hasCredentials()
                            ? url + " refuses the user name or password it was given"
                            : url + " wants a user name and password; give them in a credentials file",
                    e);
        }
        if (status == 403) {
            return new GitAuthException(asker, url + " does not permit this user to read it (403)", e);
        }
        if (status == 404 || status == 410) {
            return notFound();
        }
        return new GitUnreachableException(asker, url + " answers with status " + status + ": " + said, e);
    }

    private EngineException bySaying(List<Throwable> chain, String said, String lower, IOException e) {
        if (has(chain, NoRemoteRepositoryException.class) || NOT_THERE.stream().anyMatch(lower::contains)) {
            return notFound();
        }
        if (lower.contains("auth") || lower.contains("permission denied")) {
            return new GitAuthException(asker, url + " does not accept the key it was offered: " + said, e);
        }
        if (has(chain, SSLException.class)) {
            return new GitUnreachableException(asker, "no secure connection to " + host() + ": " + said, e);
        }
        return new GitException(asker, "git failed with " + url + ": " + said, e);
    }

    private EngineException notFound() {
        return RepositoryNotFoundException.of(
                asker, "there is no git repository at " + url + ", or it is hidden from whoever asks");
    }

    private static boolean isUnreachable(List<Throwable> chain) {
        return has(chain, UnknownHostException.class)
                || has(chain, UnresolvedAddressException.class)
                || has(chain, ConnectException.class)
                || has(chain, NoRouteToHostException.class)
                || has(chain, SocketException.class);
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private String host() {
        return url.uri().getHost() + (url.uri().getPort() > 0 ? ":" + url.uri().getPort() : "");
    }

    private static List<Throwable> chain(Throwable e) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = e; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    /** Everything that was said on the way, once. */
    private static String said(List<Throwable> chain) {
        StringBuilder said = new StringBuilder();
        for (Throwable t : chain) {
            String message = t.getMessage();
            if (message != null && said.indexOf(message) < 0) {
                said.append(said.isEmpty() ? "" : ": ").append(message.strip());
            }
        }
        return said.isEmpty() ? chain.get(0).getClass().getSimpleName() : said.toString();
    }
}
