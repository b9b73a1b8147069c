package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.SshAccess;
import io.jenkins.plugins.istioimages.source.SshIdentity;
import io.jenkins.plugins.istioimages.source.UserPassword;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who we are to git servers. It goes to an agent for one piece of work, stays in memory there and is never saved. A
 * password goes to the servers it is for, over TLS; which servers a key may be offered to is what the agent's known hosts
 * say. With neither, the agent's own {@code ~/.ssh} counts.
 */
public final class GitLogin implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");

    private final ArrayList<String> hosts;
    private final String user;
    private final String password;
    private final ArrayList<String> keys;

    private GitLogin(List<String> hosts, String user, String password, List<String> keys) {
        this.hosts = new ArrayList<>(hosts);
        this.user = user;
        this.password = password;
        this.keys = new ArrayList<>(keys);
    }

    /** Nobody that the controller knows. */
    public static GitLogin none() {
        return new GitLogin(List.of(), "", "", List.of());
    }

    /**
     * A user of servers over HTTP.
     *
     * @param servers {@code host}, or {@code host:port} where that is not 443: the password goes nowhere else, and not in
     *     the clear but to this machine
     */
    public static GitLogin password(List<String> servers, String user, String password) {
        return new GitLogin(servers, user, password, List.of());
    }

    /**
     * A user of servers over ssh.
     *
     * @param user where the URL names none
     * @param keys private keys as text
     * @param passphrase of all keys; empty where they have none
     */
    public static GitLogin keys(String user, List<String> keys, String passphrase) {
        return new GitLogin(List.of(), user, passphrase, keys);
    }

    /** How git servers are reached as this user. */
    GitAccess access() {
        if (!keys.isEmpty()) {
            Optional<String> passphrase = Optional.of(password).filter(text -> !text.isEmpty());
            return GitAccess.standard().with(SshAccess.ofUser().as(new SshIdentity(user, keys, passphrase)));
        }
        return GitAccess.standard().with(this::forUrl);
    }

    private Optional<UserPassword> forUrl(String url) {
        return server(url)
                .filter(server -> hosts.stream().anyMatch(server::equalsIgnoreCase))
                .map(server -> new UserPassword(user, password));
    }

    /** {@code host} or {@code host:port} of a URL that passwords may go to. */
    private static Optional<String> server(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (uri.getHost() == null || uri.getScheme() == null) {
            return Optional.empty();
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean safe = uri.getScheme().equalsIgnoreCase("https")
                || uri.getScheme().equalsIgnoreCase("http")
                        && LOOPBACK.matcher(host).matches();
        boolean usual = uri.getPort() < 0 || uri.getPort() == 443;
        return safe ? Optional.of(usual ? host : host + ":" + uri.getPort()) : Optional.empty();
    }

    /** Servers only. */
    @Override
    public String toString() {
        return "git login for " + (keys.isEmpty() ? hosts : "ssh");
    }
}
