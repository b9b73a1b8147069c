package io.jenkins.plugins.istioimages.image.tree;

import java.util.Set;

/**
 * Directories that are plain directories, owned by root, mode 0755, in every distribution's base image (Filesystem
 * Hierarchy Standard 3.0). For destinations below them a base image need not be looked into. Those that are links in some
 * distributions (/bin, /lib, /sbin, /usr/sbin, /var/run …) or have other modes (/tmp, /root …) are not among them.
 */
final class StandardDirectories {
    private static final Set<String> PATHS = Set.of(
            "", "etc", "opt", "usr", "usr/bin", "usr/lib", "usr/local", "usr/local/bin", "usr/share", "var", "var/lib");

    private StandardDirectories() {}

    static boolean contains(String path) {
        return PATHS.contains(path);
    }
}
