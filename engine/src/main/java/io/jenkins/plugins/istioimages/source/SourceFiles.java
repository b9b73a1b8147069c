package io.jenkins.plugins.istioimages.source;

import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Reads single small text files of sources, without checking them out. */
public final class SourceFiles {
    private final MirrorCache mirrors;

    public SourceFiles(MirrorCache mirrors) {
        this.mirrors = mirrors;
    }

    /**
     * A text file of a source at its commit; empty if there is none. Line ends are LF.
     *
     * @param path from the top of the tree
     * @throws GitException if the file is larger than 4 MiB, or as {@link SourceResolver#fetch}
     */
    public Optional<String> text(ResolvedSource source, String path) {
        Asker asker = Asker.of(source);
        Mirror mirror = mirrors.mirror(source);
        Commit commit = mirror.commit(ObjectId.fromString(source.sha()));
        return new SourceTree(mirror, asker, source.name(), commit).file(path).map(SourceText::text);
    }
}
