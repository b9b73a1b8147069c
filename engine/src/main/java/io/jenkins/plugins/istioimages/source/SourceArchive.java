package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Writes the files of commits as a tar that is the same to the byte whenever and wherever it is written: in git's
 * order, with the commit's time, owner 0 and the modes 644 and 755. Files are as they are in git; submodules are empty
 * directories.
 */
public final class SourceArchive {
    /** What the names of a release's archive begin with. */
    public static final String ROOT = "sources/";
    /** Raw commits by source: with the files they give the commit's id again, see {@link SourceImport}. */
    static final String COMMITS = ROOT + ".commits/";
    /** Behind a source's name: the commits of its submodules, which are empty directories. */
    static final String SUBMODULES = ".submodules";

    private static final int DIRECTORY = 0755;
    private static final int PLAIN = 0644;
    private static final int LINK = 0777;

    private final MirrorCache mirrors;

    public SourceArchive(MirrorCache mirrors) {
        this.mirrors = mirrors;
    }

    /**
     * Has all sources in the cache, so that what is written later needs no network.
     *
     * @throws GitException if one of them is not to be had
     */
    public void fetch(Lock lock) {
        lock.sources().values().forEach(source -> mirrors.mirror(source).fetch(ObjectId.fromString(source.sha())));
    }

    /**
     * Writes all sources, each in a directory of its name, in the order of the lock, and before them their commits.
     *
     * @param out stays open
     * @throws IOException from {@code out}
     * @throws GitException if the cache cannot be read
     */
    public void write(Lock lock, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = tar(out);
        for (ResolvedSource source : lock.sources().values()) {
            addCommit(source, tar);
        }
        for (ResolvedSource source : lock.sources().values()) {
            add(source, "", ROOT + source.name() + "/", tar);
        }
        tar.finish();
    }

    /** Writes one source; as {@link #write(Lock, OutputStream)}. */
    public void write(ResolvedSource source, String prefix, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = tar(out);
        add(source, "", prefix, tar);
        tar.finish();
    }

    /**
     * Writes one directory of a source.
     *
     * @param path of the directory in the source
     * @param prefix of all names, which are those below the directory
     * @param out stays open; a tar without entries is written where there is no such directory
     * @return whether there is one
     * @throws IOException from {@code out}
     * @throws GitException if the cache cannot be read
     */
    public boolean writeDirectory(ResolvedSource source, String path, String prefix, OutputStream out)
            throws IOException {
        TarArchiveOutputStream tar = tar(out);
        boolean found = add(source, path, prefix, tar);
        tar.finish();
        return found;
    }

    private static TarArchiveOutputStream tar(OutputStream out) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }

    private void addCommit(ResolvedSource source, TarArchiveOutputStream tar) throws IOException {
        Mirror mirror = mirrors.mirror(source);
        ObjectId id = ObjectId.fromString(source.sha());
        mirror.fetch(id);
        try (Repository repository = mirror.open();
                ObjectReader reader = repository.newObjectReader();
                RevWalk commits = new RevWalk(reader);
                TreeWalk files = new TreeWalk(reader)) {
            RevCommit commit = commits.parseCommit(id);
            Date time = Date.from(commit.getCommitterIdent().getWhenAsInstant());
            put(tar, COMMITS + source.name(), reader.open(id).getBytes(), time);
            StringBuilder submodules = new StringBuilder();
            files.addTree(commit.getTree());
            files.setRecursive(true);
            while (files.next()) {
                if (files.getFileMode(0) == FileMode.GITLINK) {
                    submodules
                            .append(files.getObjectId(0).name())
                            .append(' ')
                            .append(files.getPathString())
                            .append('\n');
                }
            }
            if (!submodules.isEmpty()) {
                byte[] list = submodules.toString().getBytes(StandardCharsets.UTF_8);
                put(tar, COMMITS + source.name() + SUBMODULES, list, time);
            }
        }
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content, Date time) throws IOException {
        TarArchiveEntry file = entry(name, TarConstants.LF_NORMAL, PLAIN, time);
        file.setSize(content.length);
        tar.putArchiveEntry(file);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private boolean add(ResolvedSource source, String path, String prefix, TarArchiveOutputStream tar)
            throws IOException {
        Mirror mirror = mirrors.mirror(source);
        ObjectId id = ObjectId.fromString(source.sha());
        mirror.fetch(id);
        try (Repository repository = mirror.open();
                ObjectReader reader = repository.newObjectReader();
                RevWalk commits = new RevWalk(reader);
                TreeWalk files = new TreeWalk(reader)) {
            RevCommit commit = commits.parseCommit(id);
            Date time = Date.from(commit.getCommitterIdent().getWhenAsInstant());
            Optional<ObjectId> top = top(reader, commit, path);
            if (top.isEmpty()) {
                return false;
            }
            if (!prefix.isEmpty()) {
                put(tar, entry(prefix, TarConstants.LF_DIR, DIRECTORY, time));
            }
            files.addTree(top.get());
            while (files.next()) {
                Interrupts.check();
                add(files, prefix + files.getPathString(), time, tar);
                if (files.isSubtree()) {
                    files.enterSubtree();
                }
            }
            return true;
        }
    }

    private static Optional<ObjectId> top(ObjectReader reader, RevCommit commit, String path) throws IOException {
        if (path.isEmpty()) {
            return Optional.of(commit.getTree());
        }
        try (TreeWalk walk = TreeWalk.forPath(reader, path, commit.getTree())) {
            return walk == null || walk.getFileMode(0) != FileMode.TREE
                    ? Optional.empty()
                    : Optional.of(walk.getObjectId(0));
        }
    }

    private static void add(TreeWalk files, String name, Date time, TarArchiveOutputStream tar) throws IOException {
        FileMode mode = files.getFileMode(0);
        if (mode == FileMode.TREE || mode == FileMode.GITLINK) {
            put(tar, entry(name + "/", TarConstants.LF_DIR, DIRECTORY, time));
            return;
        }
        ObjectLoader blob = files.getObjectReader().open(files.getObjectId(0));
        if (mode == FileMode.SYMLINK) {
            TarArchiveEntry link = entry(name, TarConstants.LF_SYMLINK, LINK, time);
            link.setLinkName(new String(blob.getBytes(), StandardCharsets.UTF_8));
            put(tar, link);
            return;
        }
        TarArchiveEntry file =
                entry(name, TarConstants.LF_NORMAL, mode == FileMode.EXECUTABLE_FILE ? DIRECTORY : PLAIN, time);
        file.setSize(blob.getSize());
        tar.putArchiveEntry(file);
        try (InputStream content = blob.openStream()) {
            content.transferTo(tar);
        }
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, byte type, int mode, Date time) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setMode(mode);
        entry.setModTime(time);
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry) throws IOException {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
