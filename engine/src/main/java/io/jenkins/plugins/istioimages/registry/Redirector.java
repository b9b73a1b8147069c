package io.jenkins.plugins.istioimages.registry;

import java.net.URI;
import java.util.Optional;

/** Follows redirects. The authorization stays with the origin it is for. */
final class Redirector {
    private static final int MOST = 10;

    private final Wire wire;
    private final Targets targets;

    Redirector(Wire wire, Targets targets) {
        this.wire = wire;
        this.targets = targets;
    }

    /**
     * Sends and follows.
     *
     * @param authorization for the origin of the request's address and for no other
     * @throws RegistryException if redirects lead nowhere, or where nothing may be sent
     */
    Answer follow(Request request, Optional<String> authorization) throws WireException {
        Origin home = Origin.of(request.uri());
        URI target = request.uri();
        for (int i = 0; i <= MOST; i++) {
            boolean atHome = Origin.of(target).equals(home);
            Answer answer = wire.send(request, target, atHome ? authorization : Optional.empty());
            if (!isRedirect(request, answer)) {
                return answer;
            }
            Optional<String> location = answer.header("Location");
            if (location.isEmpty()) {
                return answer;
            }
            target = targets.resolve(request.operation(), target, location.get());
            // Without access it goes to a token server, and what it carries is for that server alone.
            if (request.access().isEmpty() && !Origin.of(target).equals(home)) {
                throw new RegistryException(request.operation() + ": " + home + " sends us on to " + Origin.of(target)
                        + ", where credentials for it do not go");
            }
        }
        throw new RegistryException(request.operation() + ": more than " + MOST + " redirects");
    }

    private static boolean isRedirect(Request request, Answer answer) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return answer.is(307, 308) || (reads && answer.is(301, 302, 303));
    }
}
