package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.Repository;

/** A repository on this machine. Its objects are read directly, so that any commit in it can be had. */
final class LocalRemote implements Remote {
    private final Path directory;
    private final Asker asker;

    LocalRemote(Path directory, Asker asker) {
        this.directory = directory;
        this.asker = asker;
    }

    @Override
    public RemoteRefs refs(List<String> prefixes) {
        try (Repository repository = LocalRepository.open(directory, asker)) {
            RefDatabase database = repository.getRefDatabase();
            List<Ref> refs = new ArrayList<>();
            for (Ref ref : database.getRefs()) {
                refs.add(database.peel(ref));
            }
            Ref head = database.exactRef(Constants.HEAD);
            if (head != null && head.getObjectId() != null) {
                refs.add(head);
            }
            return RemoteRefs.of(refs);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean fetch(Repository into, ObjectId id, boolean withFiles) {
        try (Repository repository = LocalRepository.open(directory, asker)) {
            if (!repository.getObjectDatabase().has(id)) {
                return false;
            }
            Packs.copyWhole(repository, into, id);
            return true;
        } catch (MissingObjectException e) {
            throw new GitException(
                    asker, directory + " lacks objects of commit " + id.name() + " (a partial clone?)", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void fetchHistory(Repository into, Optional<String> ref, boolean withFiles) {
        try (Repository repository = LocalRepository.open(directory, asker)) {
            List<ObjectId> tips = new ArrayList<>();
            for (Ref each : repository.getRefDatabase().getRefs()) {
                if (ref.isEmpty() || ref.get().equals(each.getName())) {
                    tips.add(each.getObjectId());
                }
            }
            Packs.copyHistory(repository, into, tips);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private GitException unreadable(IOException e) {
        return new GitException(asker, "the repository " + directory + " cannot be read: " + e.getMessage(), e);
    }
}
