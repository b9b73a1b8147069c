package io.jenkins.plugins.istioimages.oci;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a manifest reference leads to: one image or artifact, or an index of them. */
public sealed interface Manifest permits ImageManifest, ImageIndex {
    String mediaType();

    /** Key-value pairs of the manifest itself, sorted. */
    SortedMap<String, String> annotations();

    /** The manifest that this one is about (image-spec manifest.md, "subject"). */
    Optional<Descriptor> subject();

    /** What kind of artifact it is; for an image manifest without the field, its config's media type. */
    Optional<String> artifactType();

    /** Everything it points to and cannot do without, in order; the subject is not among them. */
    List<Descriptor> references();

    /** Canonical bytes, with nothing but the fields of this model. */
    ManifestContent content();
}
