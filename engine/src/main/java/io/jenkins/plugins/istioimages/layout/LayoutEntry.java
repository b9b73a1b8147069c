package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.Optional;

/**
 * One entry of a layout's {@code index.json}.
 *
 * @param descriptor as it stands there, with its annotations
 */
public record LayoutEntry(Descriptor descriptor) {
    /** Full name that containerd and BuildKit write next to a bare tag. */
    static final String CONTAINERD_NAME = "io.containerd.image.name";
    /** On entries that {@link OciLayout} makes for referrers: digest of the subject. */
    static final String SUBJECT = "io.jenkins.plugins.istioimages.subject";
    /** On entries that {@link OciLayout} makes for referrers: the repository they were pushed to. */
    static final String REPOSITORY = "io.jenkins.plugins.istioimages.repository";

    /** Repository of entries that name none: a name for messages, nothing is fetched from it. */
    private static final Repository NAMELESS = new Repository("localhost", "layout");

    /** {@code org.opencontainers.image.ref.name}: a full reference, a bare tag or anything else; empty if absent. */
    public Optional<String> refName() {
        return annotation(Descriptor.REF_NAME);
    }

    /** The full reference, where the ref name or containerd's annotation is one. */
    public Optional<Reference> fullReference() {
        return annotation(CONTAINERD_NAME).or(this::refName).flatMap(LayoutEntry::parseFull);
    }

    /** What resolves to this entry in its layout: the full reference, or the digest where it has none. */
    public Reference reference() {
        return fullReference().orElseGet(() -> NAMELESS.digest(descriptor.digest()));
    }

    /** Whether it was made for a manifest that is attached to another one and has no name of its own. */
    boolean isReferrer() {
        return refName().isEmpty() && annotation(SUBJECT).isPresent();
    }

    boolean isNamed(String name) {
        return refName().filter(name::equals).isPresent()
                || annotation(CONTAINERD_NAME).filter(name::equals).isPresent();
    }

    boolean isNamed(Reference tagged) {
        return isNamed(tagged.toString())
                || fullReference().filter(tagged::equals).isPresent();
    }

    Optional<String> annotation(String key) {
        return Optional.ofNullable(descriptor.annotations().get(key)).filter(value -> !value.isEmpty());
    }

    /** A name without slash and colon may be a bare tag, so it is not completed to one on Docker Hub. */
    private static Optional<Reference> parseFull(String name) {
        if (name.indexOf('/') < 0 && name.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Reference.parse(name))
                    .filter(reference -> reference.tag().isPresent());
        } catch (InputException e) {
            return Optional.empty();
        }
    }
}
