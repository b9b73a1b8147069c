package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Requests to registries with everything that every request needs: authentication, redirects, retries, warnings. */
final class Transport {
    private static final String BEARER = "Bearer ";

    private final Endpoints endpoints;
    private final Targets targets;
    private final Retrier retrier;
    private final Redirector redirector;
    private final Authenticator authenticator;
    private final Warnings warnings;
    private final FirstContact first = new FirstContact();

    Transport(
            Endpoints endpoints,
            Targets targets,
            Retrier retrier,
            Redirector redirector,
            Authenticator authenticator,
            Warnings warnings) {
        this.endpoints = endpoints;
        this.targets = targets;
        this.retrier = retrier;
        this.redirector = redirector;
        this.authenticator = authenticator;
        this.warnings = warnings;
    }

    /**
     * Sends, again where that may help.
     *
     * @return an answer of any status
     * @throws RegistryException if there is none
     * @throws io.jenkins.plugins.istioimages.store.AccessDeniedException if no token is to be had
     */
    Answer send(Request request) {
        return heard(retrier.send(request, this::authenticated));
    }

    /** Sends once, for transfers that must look how far they came before they try again. */
    Answer once(Request request) throws WireException {
        return heard(retrier.once(request, this::authenticated));
    }

    /** Makes acquaintance with a registry: its scheme, a connection, the way it wants to be told who we are. */
    void greet(Repository repository) {
        try {
            URI base = endpoints.base(repository);
            Origin registry = Origin.of(base);
            Request request = Request.foreign("greeting " + repository.registry(), "GET", base);
            first.in(registry, request.operation(), () -> {
                Answer answer = retrier.once(request, r -> redirector.follow(r, Optional.empty()));
                authenticator.learn(registry, answer);
                return answer;
            });
        } catch (WireException | StoreException | InputException | CancelledException e) {
            // Whoever asks for something will meet the same, and be told.
        }
    }

    /**
     * Asks the registry's token server for a token to push with, and looks what that says. Others are not known to
     * refuse before they are written to.
     *
     * @throws AccessDeniedException if pushing is refused
     */
    void checkPush(Repository repository) {
        String operation = "asking whether " + repository + " may be written";
        authenticator
                .authorization(operation, Access.push(repository), endpoints.origin(repository))
                .filter(header -> header.startsWith(BEARER))
                .flatMap(header -> TokenClaims.actions(header.substring(BEARER.length()), repository))
                .filter(actions -> !actions.contains("push") && !actions.contains("*"))
                .ifPresent(actions -> {
                    throw new AccessDeniedException(repository + " may not be written: its registry allows " + actions
                            + "; asked as " + authenticator.described(repository));
                });
    }

    /** The error for an answer that is none of those that were hoped for. */
    StoreException failure(Request request, Answer answer) {
        Optional<Repository> repository = request.access().map(Access::repository);
        String who = repository.map(authenticator::described).orElse("nobody");
        return Failures.of(request, answer, who, text -> repository
                .map(r -> authenticator.redact(r, endpoints.origin(r), text))
                .orElse(text));
    }

    Attempts attempts(String operation) {
        return retrier.attempts(operation);
    }

    Optional<Duration> wish(Answer answer) {
        return retrier.wish(answer);
    }

    /**
     * Where a server sends us on to.
     *
     * @throws RegistryException if nothing may be sent there
     */
    URI resolve(String operation, URI from, String location) {
        return targets.resolve(operation, from, location);
    }

    private Answer authenticated(Request request) throws WireException {
        return first.in(Origin.of(request.uri()), request.operation(), () -> acquainted(request));
    }

    private Answer acquainted(Request request) throws WireException {
        Origin target = Origin.of(request.uri());
        Optional<Access> access =
                request.access().filter(a -> endpoints.origin(a.repository()).equals(target));
        if (access.isEmpty()) {
            return redirector.follow(request, Optional.empty());
        }
        Optional<String> header = authenticator.authorization(request.operation(), access.get(), target);
        Answer answer = redirector.follow(request, header);
        if (answer.status() != 401 || !Origin.of(answer.uri()).equals(target)) {
            return answer;
        }
        Optional<String> other = authenticator.renewed(request.operation(), access.get(), target, answer, header);
        return other.isEmpty() ? answer : redirector.follow(request, other);
    }

    private Answer heard(Answer answer) {
        warnings.hear(answer);
        return answer;
    }
}
