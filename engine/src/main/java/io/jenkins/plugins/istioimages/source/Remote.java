package io.jenkins.plugins.istioimages.source;

import java.util.List;
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
     * Brings all branches and tags with all their history.
     *
     * @param withFiles false if the commits alone are wanted; files may come all the same
     */
    void fetchAll(Repository into, boolean withFiles);
}
