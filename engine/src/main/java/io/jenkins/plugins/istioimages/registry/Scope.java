package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a token shall allow (distribution "Token Scope Documentation"): {@code repository:istio/pilot:pull,push}.
 *
 * @param resource type and name, {@code repository:istio/pilot}
 * @param actions sorted
 */
record Scope(String resource, SortedSet<String> actions) implements Comparable<Scope> {
    private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e&&[^\"\\\\]]{1,400}");

    Scope {
        actions = new TreeSet<>(actions);
    }

    static Scope pull(Repository repository) {
        return of(repository, "pull");
    }

    static Scope push(Repository repository) {
        return of(repository, "pull", "push");
    }

    static Scope delete(Repository repository) {
        return of(repository, "delete", "pull", "push");
    }

    private static Scope of(Repository repository, String... actions) {
        return new Scope("repository:" + repository.path(), new TreeSet<>(Arrays.asList(actions)));
    }

    /** A scope as a challenge words it; empty where it is none. */
    static Optional<Scope> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || !WORD.matcher(text).matches()) {
            return Optional.empty();
        }
        SortedSet<String> actions =
                new TreeSet<>(Arrays.asList(text.substring(colon + 1).split(",", -1)));
        return Optional.of(new Scope(text.substring(0, colon), actions));
    }

    /** One scope per resource, with the actions of all, sorted by resource. */
    static SortedSet<Scope> merge(Collection<Scope> some, Collection<Scope> others) {
        SortedMap<String, SortedSet<String>> merged = new TreeMap<>();
        some.forEach(
                s -> merged.computeIfAbsent(s.resource, r -> new TreeSet<>()).addAll(s.actions));
        others.forEach(
                s -> merged.computeIfAbsent(s.resource, r -> new TreeSet<>()).addAll(s.actions));
        SortedSet<Scope> result = new TreeSet<>();
        merged.forEach((resource, actions) -> result.add(new Scope(resource, actions)));
        return result;
    }

    /** Whether everything that is needed is among what is there. */
    static boolean covers(Set<Scope> there, Set<Scope> needed) {
        return needed.stream().allMatch(n -> there.stream()
                .anyMatch(t -> t.resource.equals(n.resource) && t.actions.containsAll(n.actions)));
    }

    @Override
    public int compareTo(Scope other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return resource + ":" + String.join(",", actions);
    }
}
