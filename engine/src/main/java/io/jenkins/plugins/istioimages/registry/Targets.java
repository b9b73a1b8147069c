package io.jenkins.plugins.istioimages.registry;

import java.net.URI;
import java.util.Set;

/** Decides where requests may go when someone else says where: redirects, upload locations, further pages. */
final class Targets {
    private final Set<String> plainHttpHosts;

    Targets(Set<String> plainHttpHosts) {
        this.plainHttpHosts = plainHttpHosts;
    }

    /** Whether a host may be spoken to at all in this way. */
    boolean allows(Origin origin) {
        return origin.isSecure() || Hosts.isLoopback(origin.host()) || isNamed(origin);
    }

    /** Whether the user named the host as one without TLS. */
    boolean isNamed(Origin origin) {
        return plainHttpHosts.contains(origin.host()) || plainHttpHosts.contains(origin.authority());
    }

    /**
     * Resolves a location.
     *
     * @param from who said it
     * @param location absolute or relative
     * @throws RegistryException if it is no address, or leads to where nothing may be sent
     */
    URI resolve(String operation, URI from, String location) {
        URI target;
        try {
            target = from.resolve(location.strip());
        } catch (IllegalArgumentException e) {
            throw refused(operation, from, location, "that is no address");
        }
        if (!Origin.isUsable(target)) {
            throw refused(operation, from, location, "that is no http or https address with a host");
        }
        Origin there = Origin.of(target);
        if (!there.isSecure() && Origin.of(from).isSecure()) {
            throw refused(operation, from, location, "that gives TLS up");
        }
        if (!allows(there)) {
            throw refused(operation, from, location, "plain HTTP to " + there.authority() + " is not allowed");
        }
        return target;
    }

    private static RegistryException refused(String operation, URI from, String location, String why) {
        int query = location.indexOf('?');
        String shown = Text.line(query < 0 ? location : location.substring(0, query), 200);
        return new RegistryException(
                operation + ": " + Origin.of(from) + " sends us on to '" + shown + "', and " + why);
    }
}
