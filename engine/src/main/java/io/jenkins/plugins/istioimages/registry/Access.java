package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a request needs to be allowed.
 *
 * @param repository the one it is about, whose credential is used
 * @param scopes what a token must allow
 */
record Access(Repository repository, SortedSet<Scope> scopes) {
    static Access pull(Repository repository) {
        return of(repository, Scope.pull(repository));
    }

    static Access push(Repository repository) {
        return of(repository, Scope.push(repository));
    }

    static Access delete(Repository repository) {
        return of(repository, Scope.delete(repository));
    }

    /** Pushing to one repository what is pulled from another. */
    static Access mount(Repository to, Repository from) {
        return of(to, Scope.push(to), Scope.pull(from));
    }

    private static Access of(Repository repository, Scope... scopes) {
        return new Access(repository, new TreeSet<>(List.of(scopes)));
    }
}
