package io.jenkins.plugins.istioimages.layout;

import java.io.IOException;
import java.io.InputStream;

/** Sees the layers of an archive as they come by. */
@FunctionalInterface
public interface ArchiveVisitor {
    ArchiveVisitor NONE = (blob, content) -> {};

    /**
     * A layer, in the order of the archive, before it is known which image it belongs to: archives tell that at their
     * end.
     *
     * @param content its bytes; need not be read, is good until this method returns and is not closed by it
     */
    void visit(ArchiveBlob blob, InputStream content) throws IOException, InterruptedException;
}
