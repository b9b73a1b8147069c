package io.jenkins.plugins.istioimages.image.tree;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.tree.TreeNode.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A build context as a tree. Owner is root; of the mode only whether the owner may execute is kept (0755 or 0644, for
 * directories 0755): the rest depends on the umask of whoever checked the sources out, not on the sources.
 */
public final class ContextTree implements FileTree {
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final SortedMap<String, Path> mounts;

    private ContextTree(SortedMap<String, Path> mounts) {
        this.mounts = mounts;
    }

    public static ContextTree of(BuildContext context) {
        if (context instanceof BuildContext.Directory directory) {
            return new ContextTree(new java.util.TreeMap<>(Map.of("", directory.root())));
        }
        return new ContextTree(((BuildContext.Mapping) context).files());
    }

    @Override
    public Optional<TreeNode> find(String path) {
        Optional<Path> file = real(path);
        if (file.isPresent()) {
            // A mount point may be a symbolic link of this machine: what it leads to is meant.
            return node(file.get(), mounts.containsKey(path));
        }
        return isBetween(path) ? Optional.of(TreeNode.directory(EXECUTABLE, 0, 0)) : Optional.empty();
    }

    @Override
    public SortedSet<String> children(String path) {
        SortedSet<String> result = new TreeSet<>();
        String prefix = path.isEmpty() ? "" : path + "/";
        for (String mount : mounts.tailMap(prefix).keySet()) {
            if (!mount.startsWith(prefix)) {
                break;
            }
            if (mount.length() > prefix.length()) {
                int slash = mount.indexOf('/', prefix.length());
                result.add(mount.substring(prefix.length(), slash < 0 ? mount.length() : slash));
            }
        }
        real(path).ifPresent(directory -> addNames(directory, result));
        return result;
    }

    /** The file of this machine that a path stands for, whether it exists or not. */
    private Optional<Path> real(String path) {
        for (String mount = path; ; mount = TreePaths.parent(mount)) {
            Path root = mounts.get(mount);
            if (root != null) {
                String below = path.substring(mount.length());
                return Optional.of(root.resolve(below.startsWith("/") ? below.substring(1) : below));
            }
            if (mount.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    private boolean isBetween(String path) {
        String prefix = path.isEmpty() ? "" : path + "/";
        SortedMap<String, Path> tail = mounts.tailMap(prefix);
        return path.isEmpty() || !tail.isEmpty() && tail.firstKey().startsWith(prefix);
    }

    private static Optional<TreeNode> node(Path file, boolean follow) {
        LinkOption[] options = follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, options);
            if (attributes.isDirectory()) {
                return Optional.of(TreeNode.directory(EXECUTABLE, 0, 0));
            }
            if (attributes.isSymbolicLink()) {
                return Optional.of(TreeNode.symlink(Files.readSymbolicLink(file).toString(), 0, 0));
            }
            if (!attributes.isRegularFile()) {
                return Optional.of(new TreeNode(Kind.OTHER, PLAIN, 0, 0, "", Optional.empty()));
            }
            boolean executable = attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
            return Optional.of(TreeNode.file(executable ? EXECUTABLE : PLAIN, 0, 0, new FileContent.OnDisk(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (e instanceof java.nio.file.FileSystemException f && "Not a directory".equals(f.getReason())) {
                return Optional.empty();
            }
            throw new WorkException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static void addNames(Path directory, SortedSet<String> names) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> names.add(name(entry)));
        } catch (NotDirectoryException | NoSuchFileException e) {
            // A file, or nothing: no names.
            return;
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw new WorkException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }

    /** A name that the locale cannot decode would end in the image as something else. */
    private static String name(Path entry) {
        String name = entry.getFileName().toString();
        if (name.indexOf('\uFFFD') >= 0) {
            throw new WorkException(
                    "the name of " + entry + " cannot be read as UTF-8; if it is, set LC_ALL=C.UTF-8 and try again");
        }
        return name;
    }
}
