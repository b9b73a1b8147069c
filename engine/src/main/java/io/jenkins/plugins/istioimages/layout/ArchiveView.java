package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The images of an archive, by the rules of its format. */
sealed interface ArchiveView permits DockerArchive, OciArchive {
    /** What has a name, or at least stands in the archive's own index. */
    List<LayoutEntry> entries() throws IOException;

    Optional<ManifestContent> manifest(Digest digest) throws IOException;

    /** A blob as it stands in the archive, not verified yet. */
    Optional<BlobSource> blob(Digest digest) throws IOException;

    /** The images, one for each platform. */
    List<ArchiveImage> images() throws IOException;
}
