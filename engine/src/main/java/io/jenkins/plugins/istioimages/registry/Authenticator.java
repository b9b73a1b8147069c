package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import java.net.URI;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows what to put into {@code Authorization}. Nothing is sent before a registry has asked; from then on its way is
 * known and further requests bring the right header with them.
 */
final class Authenticator {
    /** More repositories than this in one token would make it too long for some servers' heads. */
    private static final int MOST_SCOPES = 16;

    private final CredentialSource credentials;
    private final RealmPolicy realms;
    private final TokenClient tokens;
    private final Map<Origin, Challenge> ways = new ConcurrentHashMap<>();
    private final Map<Key, Grant> grants = new ConcurrentHashMap<>();

    private record Key(Origin origin, Repository repository) {}

    /** The token of one repository, and what it was asked for. */
    private static final class Grant {
        private SortedSet<Scope> scopes = new TreeSet<>();
        private Token token;
    }

    Authenticator(CredentialSource credentials, RealmPolicy realms, TokenClient tokens) {
        this.credentials = credentials;
        this.realms = realms;
        this.tokens = tokens;
    }

    /** The header for a request to the registry itself, empty as long as it has not asked. */
    Optional<String> authorization(String operation, Access access, Origin registry) {
        Challenge way = ways.get(registry);
        return way == null ? Optional.empty() : header(operation, access, registry, way, Optional.empty());
    }

    /**
     * After a 401: another header to try, empty where there is none.
     *
     * @param used the header that was refused
     * @throws AccessDeniedException if the registry asks for something that must not be given
     */
    Optional<String> renewed(String operation, Access access, Origin registry, Answer refusal, Optional<String> used) {
        Optional<Challenge> way = learn(registry, refusal);
        if (way.isEmpty()) {
            return Optional.empty();
        }
        return header(operation, access, registry, way.get(), used).filter(h -> !used.equals(Optional.of(h)));
    }

    /** Takes from a 401 how the registry wants to be told who we are; empty where it does not say so. */
    Optional<Challenge> learn(Origin registry, Answer refusal) {
        if (refusal.status() != 401) {
            return Optional.empty();
        }
        List<Challenge> offered = ChallengeParser.parse(refusal.headers().allValues("WWW-Authenticate"));
        Optional<Challenge> way = offered.stream()
                .filter(c -> c.scheme().equals("bearer") && c.parameter("realm").isPresent()
                        || c.scheme().equals("basic"))
                .max(Comparator.comparing(Challenge::scheme));
        way.ifPresent(known -> ways.put(registry, known));
        return way;
    }

    /** Who we are to a repository, for messages. */
    String described(Repository repository) {
        return credentials
                .find(repository)
                .map(Credential::described)
                .orElse("nobody (no credentials for " + repository.registry() + ")");
    }

    /** Takes the repository's secrets out of a text. */
    String redact(Repository repository, Origin registry, String text) {
        Grant grant = grants.get(new Key(registry, repository));
        Optional<String> token = Optional.empty();
        if (grant != null) {
            synchronized (grant) {
                token = Optional.ofNullable(grant.token).map(Token::value);
            }
        }
        return Redaction.of(credentials.find(repository)).and(token).apply(text);
    }

    private Optional<String> header(
            String operation, Access access, Origin registry, Challenge way, Optional<String> refused) {
        if (way.scheme().equals("basic")) {
            return credentials.find(access.repository()).flatMap(TokenClient::basic);
        }
        Grant grant = grants.computeIfAbsent(new Key(registry, access.repository()), k -> new Grant());
        synchronized (grant) {
            boolean usable = grant.token != null
                    && grant.token.isFresh()
                    && Scope.covers(grant.scopes, access.scopes())
                    && !refused.equals(Optional.of("Bearer " + grant.token.value()));
            if (!usable) {
                renew(operation, access, registry, way, grant);
            }
            return Optional.of("Bearer " + grant.token.value());
        }
    }

    private void renew(String operation, Access access, Origin registry, Challenge way, Grant grant) {
        URI realm = realms.check(operation, registry, way.parameter("realm").orElse(""));
        Optional<Credential> credential = credentials.find(access.repository());
        SortedSet<Scope> needed = Scope.merge(access.scopes(), asked(way, access));
        SortedSet<Scope> all = Scope.merge(needed, grant.scopes);
        SortedSet<Scope> wanted = all.size() > MOST_SCOPES ? needed : all;
        try {
            grant.token = tokens.fetch(operation, realm, way.parameter("service"), wanted, credential);
            grant.scopes = wanted;
        } catch (AccessDeniedException e) {
            // One scope that is not ours, such as that of a repository to mount from, may spoil the others.
            if (wanted.equals(access.scopes())) {
                throw e;
            }
            grant.token = tokens.fetch(operation, realm, way.parameter("service"), access.scopes(), credential);
            grant.scopes = access.scopes();
        }
    }

    /** What the challenge itself asks for, where it is about the repository at hand. */
    private static Set<Scope> asked(Challenge way, Access access) {
        Set<Scope> scopes = new HashSet<>();
        for (String word : way.parameter("scope").orElse("").split(" ", -1)) {
            Scope.parse(word)
                    .filter(s ->
                            access.scopes().stream().anyMatch(a -> a.resource().equals(s.resource())))
                    .ifPresent(scopes::add);
        }
        return scopes;
    }
}
