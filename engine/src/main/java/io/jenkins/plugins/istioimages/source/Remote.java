package io.jenkins.plugins.istioimages.source;

import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * A repository that sources come from. Every method throws a typed error of this package where the repository cannot
 * be reached or refuses.
 */
interface Remote {
    /**
     * What it offers.
     *
     * @param prefixes of full names that are wanted; everything if empty. More than that may be returned
     */
    RemoteRefs refs(List<String> prefixes);

    /**
     * Brings one object and what it leads to: for a commit its files but not its parents.
     *
     * @param withFiles false if the commit alone is wanted; files may come all the same
     * @return whether the repository has it and hands it out by its id
     */
    boolean fetch(Repository into, ObjectId id, boolean withFiles);

    /**
     * Brings branches and tags with all their history, under the names they have.
     *
     * @param ref full name of the only one that is wanted; empty for all of them
     * @param withFiles false if the commits alone are wanted; files may come all the same
     */
    void fetchHistory(Repository into, Optional<String> ref, boolean withFiles);
}
