package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * Makes working copies of sources: real git repositories with one commit, detached, tagged with the release's version
 * (a lightweight tag, release-builder pkg/source.go TagRepo), with fixed file modes and the commit's time on every
 * file. They need neither the cache nor a server afterwards, so they can be mounted into a container.
 *
 * <p>Submodules stay empty directories, as in a clone without {@code --recurse-submodules}.
 */
public final class Checkout {
    private final MirrorCache mirrors;

    public Checkout(MirrorCache mirrors) {
        this.mirrors = mirrors;
    }

    /**
     * Makes the directory a pristine working copy: what is not part of the commit is gone afterwards, ignored files
     * too. A directory that is right already is left alone; one that was changed, half made or of another commit is
     * replaced. Killed at any moment, the directory is the old one, missing, or right. Two callers must not prepare one
     * directory at the same time.
     *
     * @param version the tag
     * @param directory missing, empty, or made by this method before
     * @return whether it was made anew
     * @throws CheckoutException if the directory holds something else, or cannot be written
     * @throws io.jenkins.plugins.istioimages.errors.EngineException as {@link SourceResolver#fetch}
     */
    public boolean prepare(ResolvedSource source, String version, Path directory) {
        Path target = directory.toAbsolutePath().normalize();
        WorkingCopy wanted = new WorkingCopy(source, version);
        try {
            Path fresh = sibling(target, "incoming");
            Path old = sibling(target, "outgoing");
            Trees.delete(fresh);
            Trees.delete(old);
            if (wanted.isAt(target)) {
                return false;
            }
            refuseStrangers(target);
            Mirror mirror = mirrors.mirror(source);
            mirror.fetch(ObjectId.fromString(source.sha()));
            Files.createDirectories(target.getParent());
            try (Repository from = mirror.open()) {
                wanted.make(from, fresh);
            }
            replace(target, fresh, old);
            return true;
        } catch (InvalidPathException e) {
            throw new CheckoutException(
                    "cannot check out " + source.name() + " at " + source.sha() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancelledException("cancelled while checking out " + source.name(), e);
            }
            throw new CheckoutException("cannot check out " + source.name() + " to " + target + ": " + e, e);
        }
    }

    private static Path sibling(Path target, String purpose) {
        return target.resolveSibling("." + target.getFileName() + "." + purpose);
    }

    private static void replace(Path target, Path fresh, Path old) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(old);
    }

    /** Only what was made here is ever deleted. */
    private static void refuseStrangers(Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS) || WorkingCopy.isOurs(target)) {
            return;
        }
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> content = Files.list(target)) {
                if (content.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw new CheckoutException(
                target
                        + " exists and is not a working copy that was made here; move it away or choose another directory",
                null);
    }
}
