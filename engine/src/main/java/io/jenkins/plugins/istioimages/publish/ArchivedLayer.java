package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.layout.ArchiveBlob;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A layer and where it stands.
 *
 * @param archive the file
 * @param seekable whether it can be read without reading all that stands before it
 * @param blob in the archive
 * @param diffId as the image's config says it
 */
record ArchivedLayer(Path archive, boolean seekable, ArchiveBlob blob, Digest diffId) {
    /** Its bytes as they stand. */
    InputStream open() {
        return ArchiveSource.open(archive).open(blob);
    }
}
