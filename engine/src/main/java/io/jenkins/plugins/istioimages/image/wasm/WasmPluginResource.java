package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;

/** Writes the resource that names an image to Istio (istio/api, extensions/v1alpha1/wasm.proto). */
public final class WasmPluginResource {
    /** Longest name of a Kubernetes object that is used in labels (RFC 1123). */
    private static final int NAME_MAX = 63;

    private WasmPluginResource() {}

    /**
     * The resource as YAML.
     *
     * @param compared digest of the image manifest: what {@code sha256} is compared with
     */
    public static String yaml(Reference reference, Digest compared) {
        String url =
                reference.repository() + reference.tag().map(tag -> ":" + tag).orElseGet(() -> "@" + compared);
        return """
                apiVersion: extensions.istio.io/v1alpha1
                kind: WasmPlugin
                metadata:
                  name: "%s"
                spec:
                  url: "oci://%s"
                  sha256: "%s"
                """.formatted(name(reference), url, compared.hex());
    }

    private static String name(Reference reference) {
        String name = reference.repository().name().replaceAll("[^a-z0-9]+", "-");
        return (name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name).replaceAll("-+$", "");
    }
}
