package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * Finds commits in one repository.
 *
 * <p>Where the server is asked for its branches and tags, the release's version is asked for too: a tag of that name at
 * another commit ends the release, as upstream's tagging of a full clone does (release-builder pkg/source.go).
 */
final class Resolution {
    private static final int SHOWN = 8;

    private final Mirror mirror;
    private final Asker asker;
    private final String version;

    Resolution(Mirror mirror, Asker asker, String version) {
        this.mirror = mirror;
        this.asker = asker;
        this.version = version;
    }

    /**
     * A commit.
     *
     * @param how it was found, in the user's words
     */
    record Found(Commit commit, String how) {}

    /** The tip of the default branch. */
    Found defaultBranch() {
        RemoteRefs refs = look(List.of(Constants.HEAD));
        ObjectId tip = refs.defaultBranch()
                .orElseThrow(() -> UnknownRefException.of(
                        asker, mirror.url() + " has no default branch (an empty repository?); give a branch"));
        String how = "tip of the default branch"
                + refs.head()
                        .map(Repository::shortenRefName)
                        .map(name -> " " + name)
                        .orElse("");
        return notElsewhere(new Found(mirror.commit(tip), how));
    }

    /** The tip of a branch, or a tag. */
    Found branchOrTag(String name) {
        RemoteRefs refs = look(WireRemote.prefixes(name));
        Optional<ObjectId> branch = refs.branch(name);
        ObjectId target = branch.or(() -> refs.tag(name)).orElseThrow(() -> unknown(name));
        Commit commit = mirror.commit(target);
        // Remembered, so that the lock, which has branch and sha, can be built again without the server.
        mirror.isReachable(commit, fullName(refs, name), commit.id());
        return new Found(commit, (branch.isPresent() ? "tip of branch " : "tag ") + name);
    }

    /** A commit that is given by id or by tag, on any branch. */
    Found revision(Revision revision) {
        if (revision.isFullId()) {
            ObjectId id = ObjectId.fromString(revision.text().toLowerCase(Locale.ROOT));
            if (!mirror.has(id)) {
                look(List.of());
            }
            return notElsewhere(new Found(mirror.commit(id), revision.how()));
        }
        if (revision.committed().isPresent()) {
            return notElsewhere(new Found(byShortId(revision), revision.how()));
        }
        RemoteRefs refs = look(WireRemote.prefixes(revision.text()));
        Optional<ObjectId> named = refs.tag(revision.text()).or(() -> refs.branch(revision.text()));
        if (named.isPresent()) {
            return notElsewhere(new Found(mirror.commit(named.get()), revision.how()));
        }
        if (!revision.mayBeShortId()) {
            throw unknown(revision.text());
        }
        return notElsewhere(new Found(byShortId(revision), revision.how()));
    }

    /** A commit that is given and must be on a branch. */
    Found onBranch(Revision revision, String branch) {
        if (revision.isFullId()) {
            ObjectId id = ObjectId.fromString(revision.text().toLowerCase(Locale.ROOT));
            if (mirror.wasReachable(id, branch)) {
                return new Found(mirror.commit(id), revision.how() + ", on " + branch);
            }
        }
        RemoteRefs refs = look(WireRemote.prefixes(branch));
        ObjectId tip = refs.branch(branch).or(() -> refs.tag(branch)).orElseThrow(() -> unknown(branch));
        Commit commit = revision(revision).commit();
        Commit end = mirror.commit(tip);
        if (!mirror.isReachable(commit, fullName(refs, branch), end.id())) {
            throw UnknownRefException.of(
                    asker,
                    "commit " + commit.sha() + " is not on " + branch + " of " + mirror.url() + ", whose tip is "
                            + end.shortSha() + "; leave out the branch, or give a commit that is on it");
        }
        return new Found(commit, revision.how() + ", on " + branch);
    }

    private static String fullName(RemoteRefs refs, String name) {
        return (refs.branch(name).isPresent() ? Constants.R_HEADS : Constants.R_TAGS) + name;
    }

    private Commit byShortId(Revision revision) {
        return mirror.abbreviated(revision.text().toLowerCase(Locale.ROOT), revision.committed());
    }

    private RemoteRefs look(List<String> prefixes) {
        String tag = Constants.R_TAGS + version;
        List<String> wanted = new ArrayList<>(prefixes);
        wanted.add(tag);
        RemoteRefs refs = mirror.refs(wanted);
        mirror.sawTag(version, refs.tag(version));
        return refs;
    }

    private Found notElsewhere(Found found) {
        Optional<String> tagged = mirror.seenTag(version);
        if (tagged.isPresent() && !tagged.get().equals(found.commit().sha())) {
            throw TagConflictException.of(
                    asker,
                    "tag " + version + " of " + mirror.url() + " is commit " + tagged.get() + ", not "
                            + found.commit().sha() + "; raise the version, or build the commit that is tagged");
        }
        return found;
    }

    private UnknownRefException unknown(String name) {
        List<String> names = new ArrayList<>(mirror.refs(List.of()).names());
        String hint = NearestName.hint(name, names);
        String some = names.isEmpty()
                ? "; it has none at all"
                : " (it has " + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                        + (names.size() > SHOWN ? ", …" : "") + ")";
        return UnknownRefException.of(
                asker, mirror.url() + " has no branch or tag '" + name + "'" + (hint.isEmpty() ? some : hint));
    }
}
