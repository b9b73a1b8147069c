package io.jenkins.plugins.istioimages.oci;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A repository on a registry.
 *
 * @param registry host and optional port, lower case, for example {@code ghcr.io} or {@code 127.0.0.1:5000}
 * @param path path components separated by slashes
 */
public record Repository(String registry, String path) implements Serializable, Comparable<Repository> {
    /** The registry of names that name none, as Docker has it. */
    public static final String DOCKER_HUB = "docker.io";

    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final Pattern REGISTRY =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]{1,5})?");
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern PATH = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
    /** Limit of the distribution grammar for the whole name. */
    private static final int MAX_LENGTH = 255;

    public Repository {
        registry = registry.toLowerCase(Locale.ROOT);
        String name = registry + "/" + path;
        if (name.length() > MAX_LENGTH) {
            throw new InputException("repository '" + name.substring(0, 60) + "…' is " + name.length()
                    + " characters long, at most " + MAX_LENGTH + " are allowed");
        }
        if (!REGISTRY.matcher(registry).matches()) {
            throw new InputException("registry '" + registry + "' is wrong: expected host or host:port");
        }
        int port = port(registry);
        if (port == 0 || port > 65_535) {
            throw new InputException("registry '" + registry + "' is wrong: a port is a number from 1 to 65535");
        }
        if (!PATH.matcher(path).matches()) {
            throw new InputException("repository '" + name + "' is wrong: path components are lower-case letters and"
                    + " digits, separated by one '.', '_', '__' or dashes");
        }
    }

    /**
     * Reads a repository name without tag or digest, completing what Docker completes: {@code istio/pilot} is
     * {@code docker.io/istio/pilot}, {@code busybox} is {@code docker.io/library/busybox}.
     *
     * @throws InputException if it is not a name by the distribution grammar (reference/reference.go)
     */
    public static Repository parse(String text) {
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        if (namesRegistry(first)) {
            String path = text.substring(slash + 1);
            String host = first.equalsIgnoreCase("index.docker.io") ? DOCKER_HUB : first;
            return new Repository(
                    host, host.equalsIgnoreCase(DOCKER_HUB) && path.indexOf('/') < 0 ? "library/" + path : path);
        }
        return new Repository(DOCKER_HUB, slash < 0 ? "library/" + text : text);
    }

    /** A repository below this one. */
    public Repository resolve(String child) {
        return new Repository(registry, path + "/" + child);
    }

    /** The last path component. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public Reference tag(String tag) {
        return Reference.ofTag(this, tag);
    }

    public Reference digest(Digest digest) {
        return Reference.ofDigest(this, digest);
    }

    @Override
    public int compareTo(Repository other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return registry + "/" + path;
    }

    /** The port, or -1 where there is none. */
    private static int port(String registry) {
        int colon = registry.lastIndexOf(':');
        return colon < 0 || registry.endsWith("]") ? -1 : Integer.parseInt(registry.substring(colon + 1));
    }

    /**
     * The distribution grammar takes a first component with capitals for a host as well; its lower-case form would then
     * read as a path on Docker Hub, and mostly it is a typing error, so it is refused as a path.
     */
    private static boolean namesRegistry(String first) {
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equalsIgnoreCase("localhost");
    }
}
