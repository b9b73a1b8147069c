package io.jenkins.plugins.istioimages.source;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * Branches and tags of a repository.
 *
 * @param targets what each full name points to, annotated tags followed to what they tag
 * @param head full name of the default branch, where the repository says it
 */
record RemoteRefs(Map<String, ObjectId> targets, Optional<String> head) {
    static RemoteRefs of(Collection<Ref> refs) {
        Map<String, ObjectId> targets = new TreeMap<>();
        Optional<String> head = Optional.empty();
        for (Ref ref : refs) {
            ObjectId target = ref.getPeeledObjectId() != null ? ref.getPeeledObjectId() : ref.getObjectId();
            if (target != null) {
                targets.put(ref.getName(), target.copy());
            }
            if (ref.getName().equals(Constants.HEAD) && ref.isSymbolic()) {
                head = Optional.of(ref.getTarget().getName());
            }
        }
        return new RemoteRefs(targets, head);
    }

    Optional<ObjectId> branch(String name) {
        return Optional.ofNullable(targets.get(Constants.R_HEADS + name));
    }

    Optional<ObjectId> tag(String name) {
        return Optional.ofNullable(targets.get(Constants.R_TAGS + name));
    }

    Optional<ObjectId> defaultBranch() {
        return Optional.ofNullable(targets.get(Constants.HEAD));
    }

    /** Branches and tags by their short names. */
    Collection<String> names() {
        return targets.keySet().stream()
                .filter(name -> name.startsWith(Constants.R_HEADS) || name.startsWith(Constants.R_TAGS))
                .map(Repository::shortenRefName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
