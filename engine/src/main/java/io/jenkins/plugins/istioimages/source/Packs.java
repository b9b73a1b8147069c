package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;

/** Copies objects from one repository on this machine to another as a pack, in the form in which they are stored. */
final class Packs {
    private Packs() {}

    /** Copies a commit (or a tag and what it tags) with all its files and none of its parents. */
    static void copyWhole(Repository from, Repository to, ObjectId id) throws IOException {
        try (ObjectReader reader = from.newObjectReader();
                ObjectWalk walk = new ObjectWalk(reader)) {
            RevObject start = walk.parseAny(id);
            RevObject target = walk.peel(start);
            if (target.getType() == Constants.OBJ_COMMIT) {
                walk.assumeShallow(List.of(target));
            }
            walk.markStart(start);
            copy(reader, to, new Everything(walk));
        }
    }

    /** Copies commits with all their parents and no file. */
    static void copyHistory(Repository from, Repository to, List<ObjectId> tips) throws IOException {
        try (ObjectReader reader = from.newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            for (ObjectId tip : tips) {
                if (walk.peel(walk.parseAny(tip)) instanceof RevCommit commit) {
                    walk.markStart(walk.parseCommit(commit));
                }
            }
            copy(reader, to, new Everything(walk));
        }
    }

    /** The index gets its name last: without it nobody looks at the pack. */
    private static void copy(ObjectReader reader, Repository to, Iterator<RevObject> objects) throws IOException {
        Path directory =
                ((ObjectDirectory) to.getObjectDatabase()).getPackDirectory().toPath();
        Files.createDirectories(directory);
        Path pack = Files.createTempFile(directory, "incoming_", ".pack");
        Path index = Files.createTempFile(directory, "incoming_", ".idx");
        try (PackWriter writer = new PackWriter(asStored(), reader)) {
            writer.setDeltaBaseAsOffset(true);
            writer.setReuseDeltaCommits(true);
            writer.setUseBitmaps(false);
            writer.preparePack(objects);
            try (OutputStream out = open(pack)) {
                writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
            }
            try (OutputStream out = open(index)) {
                writer.writeIndex(out);
            }
            String name = "pack-" + writer.computeName().name();
            Files.move(pack, directory.resolve(name + ".pack"), StandardCopyOption.ATOMIC_MOVE);
            Files.move(index, directory.resolve(name + ".idx"), StandardCopyOption.ATOMIC_MOVE);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(pack);
            Files.deleteIfExists(index);
        }
    }

    private static OutputStream open(Path file) throws IOException {
        return Channels.newOutputStream(FileChannel.open(file, StandardOpenOption.WRITE));
    }

    /** One thread and no search for new deltas: speed comes from copying, and memory stays small. */
    private static PackConfig asStored() {
        PackConfig config = new PackConfig();
        config.setDeltaCompress(false);
        config.setReuseDeltas(true);
        config.setReuseObjects(true);
        config.setThreads(1);
        config.setBuildBitmaps(false);
        return config;
    }

    /** What a walk finds: the commits first, then the tags and files. */
    private static final class Everything implements Iterator<RevObject> {
        private final RevWalk walk;
        private boolean commitsDone;
        private RevObject next;

        Everything(RevWalk walk) throws IOException {
            this.walk = walk;
            this.next = advance();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public RevObject next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            RevObject result = next;
            try {
                next = advance();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return result;
        }

        private RevObject advance() throws IOException {
            if (!commitsDone) {
                RevObject commit = walk.next();
                if (commit != null) {
                    return commit;
                }
                commitsDone = true;
            }
            return walk instanceof ObjectWalk objects ? objects.nextObject() : null;
        }
    }
}
