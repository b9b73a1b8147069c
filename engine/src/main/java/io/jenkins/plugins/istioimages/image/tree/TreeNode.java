package io.jenkins.plugins.istioimages.image.tree;

import java.util.Optional;

/**
 * One file, directory or symbolic link.
 *
 * @param kind what it is
 * @param mode permission bits with setuid, setgid and sticky
 * @param uid owner
 * @param gid owning group
 * @param target of a symbolic link; else empty
 * @param content of a file whose bytes can be had
 */
public record TreeNode(Kind kind, int mode, long uid, long gid, String target, Optional<FileContent> content) {
    /** Kinds of entries. */
    public enum Kind {
        DIRECTORY,
        FILE,
        SYMLINK,
        /** A device, socket or pipe: seen, never copied. */
        OTHER
    }

    public static TreeNode directory(int mode, long uid, long gid) {
        return new TreeNode(Kind.DIRECTORY, mode, uid, gid, "", Optional.empty());
    }

    public static TreeNode file(int mode, long uid, long gid, FileContent content) {
        return new TreeNode(Kind.FILE, mode, uid, gid, "", Optional.of(content));
    }

    public static TreeNode symlink(String target, long uid, long gid) {
        return new TreeNode(Kind.SYMLINK, 0777, uid, gid, target, Optional.empty());
    }

    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    public boolean isSymlink() {
        return kind == Kind.SYMLINK;
    }

    public TreeNode withOwner(long newUid, long newGid) {
        return new TreeNode(kind, mode, newUid, newGid, target, content);
    }

    public TreeNode withMode(int newMode) {
        return new TreeNode(kind, newMode, uid, gid, target, content);
    }

    public TreeNode withContent(FileContent newContent) {
        return new TreeNode(kind, mode, uid, gid, target, Optional.of(newContent));
    }
}
