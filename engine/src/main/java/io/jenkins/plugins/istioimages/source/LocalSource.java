package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** Resolves a {@code localpath}: the commit that is checked out, or what the working tree holds. */
final class LocalSource {
    private final Path directory;
    private final Mirror mirror;
    private final Asker asker;
    private final String version;

    LocalSource(Path directory, Mirror mirror, Asker asker, String version) {
        this.directory = directory;
        this.mirror = mirror;
        this.asker = asker;
        this.version = version;
    }

    /**
     * What was found.
     *
     * @param dirty whether it is a snapshot of changes that nobody committed
     */
    record Found(Commit commit, String how, boolean dirty) {}

    /** @param withChanges whether uncommitted changes are taken too */
    Found find(boolean withChanges) {
        try (Repository user = LocalRepository.open(directory, asker)) {
            ObjectId head = user.resolve(Constants.HEAD + "^{commit}");
            if (head == null) {
                throw UnknownRefException.of(asker, directory + " has no commit yet; commit something first");
            }
            Commit commit = mirror.commit(head);
            Optional<Commit> changes = withChanges ? changes(user, head) : Optional.empty();
            if (changes.isPresent()) {
                return new Found(changes.get(), "uncommitted changes on " + commit.shortSha(), true);
            }
            tagIsNotElsewhere(user, commit);
            return new Found(commit, "HEAD", false);
        } catch (IOException e) {
            throw new GitException(asker, "the repository " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<Commit> changes(Repository user, ObjectId head) {
        if (user.isBare()) {
            throw InvalidSourceException.of(
                    asker, directory + " is a bare repository, so it has no uncommitted changes to build");
        }
        return mirror.snapshot(user, head);
    }

    private void tagIsNotElsewhere(Repository user, Commit commit) throws IOException {
        Ref tag = user.exactRef(Constants.R_TAGS + version);
        ObjectId tagged = tag == null ? null : user.resolve(Constants.R_TAGS + version + "^{commit}");
        if (tagged != null && !tagged.equals(commit.id())) {
            throw TagConflictException.of(
                    asker,
                    "tag " + version + " of " + directory + " is commit " + tagged.name() + ", not " + commit.sha()
                            + "; raise the version, or check out the commit that is tagged");
        }
    }
}
