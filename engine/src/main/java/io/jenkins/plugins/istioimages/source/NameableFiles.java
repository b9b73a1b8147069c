package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * What this Java can name. Git's names are UTF-8; a Java without a locale names files in ASCII and would write another
 * name in place of one that it cannot spell, so a tree is looked through before anything is written.
 */
record NameableFiles(Charset names) {
    /** Java names files in the charset of the locale that it was started with, and never in another. */
    static NameableFiles here() {
        String charset = System.getProperty("sun.jnu.encoding");
        return new NameableFiles(charset == null ? Charset.defaultCharset() : Charset.forName(charset));
    }

    /**
     * Looks through a tree.
     *
     * @throws CheckoutException naming the first file that cannot be named, and what would help
     */
    void check(ResolvedSource source, Repository repository, ObjectId tree) throws IOException {
        CharsetEncoder encoder = names.newEncoder();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                if (!encoder.canEncode(walk.getPathString())) {
                    throw new CheckoutException(
                            "cannot check out " + source.name() + " at " + source.sha()
                                    + ": Java cannot name its file " + walk.getPathString() + " in " + names
                                    + ", the charset of the locale it was started with; set LC_ALL=C.UTF-8 and try"
                                    + " again",
                            null);
                }
            }
        }
    }
}
