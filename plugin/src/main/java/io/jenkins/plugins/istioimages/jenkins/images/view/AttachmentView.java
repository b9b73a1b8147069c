package io.jenkins.plugins.istioimages.jenkins.images.view;

import io.jenkins.plugins.istioimages.catalog.Attachment;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * Something that is attached to an image.
 *
 * @param type for example {@code sbom}
 * @param digest of its manifest
 */
@ExportedBean(defaultVisibility = 9)
public record AttachmentView(
        @Exported String type, @Exported String digest) {
    static AttachmentView of(Attachment attachment) {
        return new AttachmentView(attachment.type(), attachment.digest().toString());
    }
}
