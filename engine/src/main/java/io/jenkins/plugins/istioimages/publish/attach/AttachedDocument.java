package io.jenkins.plugins.istioimages.publish.attach;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import java.util.Map;
import java.util.SortedMap;

/** A document as it is attached: a layer of cosign's image or of a referrer. */
public final class AttachedDocument {
    private final Descriptor descriptor;
    private final byte[] content;

    /** @param content the layer's bytes, as its descriptor names them; not copied */
    AttachedDocument(Descriptor descriptor, byte[] content) {
        this.descriptor = descriptor;
        this.content = content;
    }

    /** A document with annotations. */
    public static AttachedDocument of(AttachmentKind kind, byte[] content, Map<String, String> annotations) {
        byte[] copy = content.clone();
        return new AttachedDocument(Descriptor.of(kind.mediaType(), copy).withAnnotations(annotations), copy);
    }

    /** Of the layer, with its annotations. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** A copy of the bytes. */
    public byte[] content() {
        return content.clone();
    }

    /** What the layer says of the document. */
    public SortedMap<String, String> annotations() {
        return descriptor.annotations();
    }

    /** Whether both have the same bytes and say the same of them. */
    boolean isSame(AttachedDocument other) {
        return descriptor.sameContent(other.descriptor) && annotations().equals(other.annotations());
    }
}
