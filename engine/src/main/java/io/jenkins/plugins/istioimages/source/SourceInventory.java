package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.source.GoMod.Replacement;
import io.jenkins.plugins.istioimages.source.GoMod.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What sources consist of and what they require, read in the cache; nothing is checked out. */
public final class SourceInventory {
    private static final int BUFFER = 64 * 1024;

    private final MirrorCache mirrors;
    private final SourceFiles files;

    public SourceInventory(MirrorCache mirrors) {
        this.mirrors = mirrors;
        this.files = new SourceFiles(mirrors);
    }

    /**
     * Every file of a source at its commit, in git's order, as it is in git. Links and submodules are none.
     *
     * @param each is called as files are read: none is kept
     * @throws GitException if the cache cannot be read, or as {@link SourceResolver#fetch}
     */
    public void files(ResolvedSource source, Consumer<SourceFile> each) {
        Mirror mirror = mirrors.mirror(source);
        ObjectId id = ObjectId.fromString(source.sha());
        mirror.fetch(id);
        try (Repository repository = mirror.open();
                ObjectReader reader = repository.newObjectReader();
                RevWalk commits = new RevWalk(reader);
                TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(commits.parseCommit(id).getTree());
            walk.setRecursive(true);
            byte[] buffer = new byte[BUFFER];
            while (walk.next()) {
                Interrupts.check();
                FileMode mode = walk.getFileMode(0);
                if (mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE) {
                    try (InputStream content = reader.open(walk.getObjectId(0)).openStream()) {
                        each.accept(hashed(walk.getPathString(), content, buffer));
                    }
                }
            }
        } catch (IOException e) {
            throw new GitException(Asker.of(source), "its files cannot be read from the source cache: " + e, e);
        }
    }

    /**
     * The Go modules that {@code go.mod} at the top of a source requires, what replaces one in its place, in the order of
     * the file; those that a directory replaces are left out. None where the source has no such file.
     *
     * @throws SourceFileException if the file is malformed
     * @throws GitException as {@link #files}
     */
    public List<RequiredModule> modules(ResolvedSource source) {
        Optional<String> text = files.text(source, "go.mod");
        if (text.isEmpty()) {
            return List.of();
        }
        GoMod mod = GoMod.parse(new SourceText(name(source, "go.mod"), text.get()));
        GoSum sums = GoSum.parse(files.text(source, "go.sum").orElse(""));
        List<RequiredModule> modules = new ArrayList<>();
        for (Requirement one : mod.requirements()) {
            Optional<Replacement> other = mod.replacement(one);
            String path = other.map(Replacement::newPath).orElse(one.path());
            String version = other.map(by -> by.newVersion().orElse("")).orElse(one.version());
            if (!version.isEmpty()) {
                modules.add(new RequiredModule(path, version, sums.of(path, version)));
            }
        }
        return modules;
    }

    /**
     * The Rust crates that {@code Cargo.lock} at the top of a source names, in the order of the file, but for the source's
     * own. None where the source has no such file.
     *
     * @throws SourceFileException if the file is malformed
     * @throws GitException as {@link #files}
     */
    public List<RequiredCrate> crates(ResolvedSource source) {
        return files.text(source, "Cargo.lock")
                .map(text -> CargoLock.parse(new SourceText(name(source, "Cargo.lock"), text)))
                .orElse(List.of());
    }

    private static String name(ResolvedSource source, String file) {
        return source.name() + "@" + source.sha().substring(0, 12) + ":" + file;
    }

    private static SourceFile hashed(String path, InputStream content, byte[] buffer) throws IOException {
        MessageDigest sha1 = hasher("SHA-1");
        MessageDigest sha256 = hasher("SHA-256");
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            sha1.update(buffer, 0, count);
            sha256.update(buffer, 0, count);
        }
        return new SourceFile(path, hex(sha1), hex(sha256));
    }

    private static String hex(MessageDigest hasher) {
        return HexFormat.of().formatHex(hasher.digest());
    }

    private static MessageDigest hasher(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
