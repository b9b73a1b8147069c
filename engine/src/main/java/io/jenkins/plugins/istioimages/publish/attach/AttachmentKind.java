package io.jenkins.plugins.istioimages.publish.attach;

import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.util.Optional;

/** Kinds of documents that are attached to images, and how they are told from each other. */
public enum AttachmentKind {
    /** Signatures: cosign's {@code .sig} tag; as a referrer as its {@code --registry-referrers-mode oci-1-1} writes it. */
    SIGNATURE(
            ".sig",
            "application/vnd.dev.cosign.simplesigning.v1+json",
            "application/vnd.dev.cosign.artifact.sig.v1+json",
            "application/vnd.dev.cosign.artifact.sig.v1+json"),
    /** Attestations in DSSE envelopes: cosign's {@code .att} tag; as a referrer they go by what is in the envelope. */
    ATTESTATION(".att", "application/vnd.dsse.envelope.v1+json", "application/vnd.in-toto+json", MediaTypes.OCI_EMPTY),
    /** Bills of materials in SPDX's JSON form, as a referrer alone: cosign has given up its {@code .sbom} tag. */
    SPDX("", "application/spdx+json", "application/spdx+json", MediaTypes.OCI_EMPTY);

    private final String suffix;
    private final String mediaType;
    private final String artifactType;
    private final String configType;

    AttachmentKind(String suffix, String mediaType, String artifactType, String configType) {
        this.suffix = suffix;
        this.mediaType = mediaType;
        this.artifactType = artifactType;
        this.configType = configType;
    }

    /** What ends the name of cosign's tag; nothing where there is none. */
    Optional<String> suffix() {
        return Optional.of(suffix).filter(text -> !text.isEmpty());
    }

    /** Of the document. */
    public String mediaType() {
        return mediaType;
    }

    /** Of a referrer with the document. */
    public String artifactType() {
        return artifactType;
    }

    /** Of a referrer's config, which is empty: registries of before OCI 1.1 take it for the artifact's type. */
    String configType() {
        return configType;
    }
}
