package io.jenkins.plugins.istioimages.publish.attach;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/** A document as it is attached: a layer of cosign's image or of a referrer. */
public final class AttachedDocument {
    private final Descriptor descriptor;
    private final Supplier<byte[]> content;

    /** @param content gives the layer's bytes, as its descriptor names them, to somebody who may change them */
    AttachedDocument(Descriptor descriptor, Supplier<byte[]> content) {
        this.descriptor = descriptor;
        this.content = content;
    }

    /** A document with annotations. */
    public static AttachedDocument of(AttachmentKind kind, byte[] content, Map<String, String> annotations) {
        byte[] copy = content.clone();
        return new AttachedDocument(Descriptor.of(kind.mediaType(), copy).withAnnotations(annotations), copy::clone);
    }

    /** Of the layer, with its annotations. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /**
     * The bytes. What was found in a store is read there each time: documents may be large, and most are not looked into.
     *
     * @throws io.jenkins.plugins.istioimages.store.StoreException if the store does not give them, or they are too many
     */
    public byte[] content() {
        return content.get();
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
