package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Decides whether a token may be fetched from where a registry says. A realm is somebody else's word: it must not make
 * us send a password in the clear, nor reach into our machine or network for a registry outside of it.
 */
final class RealmPolicy {
    private final Targets targets;

    RealmPolicy(Targets targets) {
        this.targets = targets;
    }

    /**
     * The address of the token server.
     *
     * @throws AccessDeniedException if no credential may go there
     */
    URI check(String operation, Origin registry, String realm) {
        URI uri;
        try {
            uri = new URI(realm);
        } catch (URISyntaxException e) {
            throw refused(operation, registry, realm, "that is no address", e);
        }
        if (!Origin.isUsable(uri)) {
            throw refused(operation, registry, realm, "that is no http or https address with a host", null);
        }
        Origin origin = Origin.of(uri);
        if (origin.equals(registry)) {
            return uri;
        }
        if (Hosts.isInternal(origin.host()) && !Hosts.isInternal(registry.host()) && !targets.isNamed(origin)) {
            throw refused(operation, registry, realm, "that is inside our own network", null);
        }
        if (!origin.isSecure() && !Hosts.isLoopback(origin.host()) && !targets.isNamed(origin)) {
            throw refused(operation, registry, realm, "credentials go to another host over https only", null);
        }
        return uri;
    }

    private static AccessDeniedException refused(
            String operation, Origin registry, String realm, String why, Throwable cause) {
        int query = realm.indexOf('?');
        String shown = Text.line(query < 0 ? realm : realm.substring(0, query), 200);
        return new AccessDeniedException(
                operation + ": " + registry + " wants us to fetch a token from '" + shown + "', and " + why, cause);
    }
}
