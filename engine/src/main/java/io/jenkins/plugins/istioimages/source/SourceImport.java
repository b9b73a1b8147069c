package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;

/**
 * Takes the sources of a release out of its {@code sources.tar.gz} into the cache, from where they are built again
 * without any server. What {@link SourceArchive} wrote is what git's own ids are computed of: a commit is taken only if
 * its files are the very ones that it was made of.
 */
public final class SourceImport {
    private static final int MOST_COMMIT_BYTES = 1 << 20;

    private final MirrorCache mirrors;

    public SourceImport(MirrorCache mirrors) {
        this.mirrors = mirrors;
    }

    /**
     * Reads an archive.
     *
     * @param archive {@code sources.tar.gz}
     * @throws InputException if it is none, lacks a source of the lock, or has other files than the source's commit
     */
    public void read(Path archive, Lock lock) {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GZIPInputStream(file), StandardCharsets.UTF_8.name())) {
            Entries entries = new Entries(tar);
            Map<String, byte[]> commits = commits(entries);
            Map<String, ResolvedSource> missing = new LinkedHashMap<>(lock.sources());
            while (entries.current() != null) {
                String name = entries.source();
                ResolvedSource source = missing.remove(name);
                if (source == null) {
                    entries.skip(name);
                } else {
                    take(archive, source, commits, entries);
                }
            }
            if (!missing.isEmpty()) {
                throw new InputException(
                        archive + " does not have the sources of " + String.join(", ", missing.keySet()));
            }
        } catch (IOException e) {
            Interrupts.check();
            throw new InputException("cannot read the sources in " + archive + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, byte[]> commits(Entries entries) throws IOException {
        Map<String, byte[]> commits = new LinkedHashMap<>();
        while (entries.current() != null && entries.current().getName().startsWith(SourceArchive.COMMITS)) {
            if (entries.current().isFile()) {
                String name = entries.current().getName().substring(SourceArchive.COMMITS.length());
                commits.put(name, entries.bytes(MOST_COMMIT_BYTES));
            }
            entries.next();
        }
        return commits;
    }

    private void take(Path archive, ResolvedSource source, Map<String, byte[]> commits, Entries entries)
            throws IOException {
        byte[] commit = Optional.ofNullable(commits.get(source.name()))
                .orElseThrow(() -> new InputException(archive + " has no commit of " + source.name()
                        + ": it was not written by istio-images, or cut"));
        byte[] submodules = commits.getOrDefault(source.name() + SourceArchive.SUBMODULES, new byte[0]);
        ObjectId id = ObjectId.fromString(source.sha());
        Mirror mirror = mirrors.mirror(source);
        mirror.put(id, source.branch(), repository -> {
            ObjectId made = insert(repository, commit, submodules, source.name(), entries);
            if (!made.equals(id)) {
                throw new InputException(archive + " has " + source.name() + " at commit " + made.name()
                        + ", the lock names " + source.sha());
            }
        });
        entries.skip(source.name());
    }

    private static ObjectId insert(
            Repository repository, byte[] commit, byte[] submodules, String name, Entries entries) throws IOException {
        // A pack is written in one go; without its index, which comes last, nobody looks at it.
        try (ObjectInserter inserter = ((ObjectDirectory) repository.getObjectDatabase()).newPackInserter()) {
            DirCache files = DirCache.newInCore();
            DirCacheBuilder builder = files.builder();
            for (Map.Entry<String, ObjectId> submodule : parse(submodules).entrySet()) {
                add(builder, submodule.getKey(), FileMode.GITLINK, submodule.getValue());
            }
            for (; entries.isIn(name); entries.next()) {
                insertFile(inserter, builder, entries);
            }
            ObjectId tree = tree(files, builder, inserter, name);
            ObjectId id = inserter.insert(Constants.OBJ_COMMIT, commit);
            if (!new String(commit, StandardCharsets.ISO_8859_1).startsWith("tree " + tree.name() + "\n")) {
                throw new InputException(
                        "the files of " + name + " are not those of commit " + id.name() + ": the archive was changed");
            }
            inserter.flush();
            return id;
        }
    }

    private static ObjectId tree(DirCache files, DirCacheBuilder builder, ObjectInserter inserter, String name)
            throws IOException {
        try {
            builder.finish();
        } catch (IllegalStateException twice) {
            throw new InputException("the archive has a file of " + name + " twice", twice);
        }
        return files.writeTree(inserter);
    }

    private static void insertFile(ObjectInserter inserter, DirCacheBuilder builder, Entries entries)
            throws IOException {
        TarArchiveEntry entry = entries.current();
        if (entry.isDirectory()) {
            return;
        }
        if (entry.isSymbolicLink()) {
            byte[] target = entry.getLinkName().getBytes(StandardCharsets.UTF_8);
            add(builder, entries.path(), FileMode.SYMLINK, inserter.insert(Constants.OBJ_BLOB, target));
        } else if (entry.isFile()) {
            FileMode mode = (entry.getMode() & 0100) == 0 ? FileMode.REGULAR_FILE : FileMode.EXECUTABLE_FILE;
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, entry.getSize(), entries.content());
            add(builder, entries.path(), mode, blob);
        } else {
            throw new InputException("'" + entry.getName() + "' is neither file nor link");
        }
    }

    private static void add(DirCacheBuilder builder, String path, FileMode mode, ObjectId id) {
        try {
            DirCacheEntry entry = new DirCacheEntry(path);
            entry.setFileMode(mode);
            entry.setObjectId(id);
            builder.add(entry);
        } catch (InvalidPathException e) {
            throw new InputException("'" + path + "' is no path in a repository", e);
        }
    }

    private static Map<String, ObjectId> parse(byte[] submodules) {
        Map<String, ObjectId> parsed = new LinkedHashMap<>();
        for (String line :
                new String(submodules, StandardCharsets.UTF_8).lines().toList()) {
            if (!line.isEmpty()) {
                int length = Constants.OBJECT_ID_STRING_LENGTH;
                if (line.length() < length + 2 || !ObjectId.isId(line.substring(0, length))) {
                    throw new InputException("'" + line + "' is no submodule");
                }
                parsed.put(line.substring(length + 1), ObjectId.fromString(line.substring(0, length)));
            }
        }
        return parsed;
    }

    /** The entries of the archive, one after the other. */
    private static final class Entries {
        private final TarArchiveInputStream tar;
        private TarArchiveEntry current;

        Entries(TarArchiveInputStream tar) throws IOException {
            this.tar = tar;
            next();
        }

        TarArchiveEntry current() {
            return current;
        }

        void next() throws IOException {
            Interrupts.check();
            current = tar.getNextEntry();
            if (current != null && !current.getName().startsWith(SourceArchive.ROOT)) {
                throw new InputException(
                        "the archive has '" + current.getName() + "': expected all of it below " + SourceArchive.ROOT);
            }
        }

        /** Which source the entry is of. */
        String source() {
            String rest = current.getName().substring(SourceArchive.ROOT.length());
            int slash = rest.indexOf('/');
            return slash < 0 ? rest : rest.substring(0, slash);
        }

        boolean isIn(String name) {
            return current != null && source().equals(name);
        }

        /** The entry's path in its source. */
        String path() {
            return current.getName().substring(SourceArchive.ROOT.length() + source().length() + 1);
        }

        void skip(String name) throws IOException {
            while (isIn(name)) {
                next();
            }
        }

        InputStream content() {
            return tar;
        }

        byte[] bytes(int most) throws IOException {
            if (current.getSize() > most) {
                throw new InputException("'" + current.getName() + "' is larger than " + most + " bytes");
            }
            return tar.readAllBytes();
        }
    }
}
