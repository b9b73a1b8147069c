package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;
import java.util.Optional;

/**
 * What Istio makes of a published image.
 *
 * @param reference as it was asked for
 * @param digest that Istio compares: of the image manifest, not of an index around it; empty where an index has no image
 *     for linux/amd64
 * @param index digest of the index around it, where there is one
 * @param form the form it is read as; empty where it is none of the three
 * @param module what is in it; empty where no module was found in it or it is wrong
 * @param verdicts of the lines that were asked for, oldest first
 * @param notes what the user should know besides
 */
public record WasmReport(
        Reference reference,
        Optional<Digest> digest,
        Optional<Digest> index,
        Optional<WasmFormat> form,
        Optional<WasmModule> module,
        List<WasmVerdict> verdicts,
        List<String> notes) {
    public WasmReport {
        verdicts = List.copyOf(verdicts);
        notes = List.copyOf(notes);
    }

    /** Whether all lines that were asked for take it. */
    public boolean accepted() {
        return verdicts.stream().allMatch(WasmVerdict::accepted);
    }

    /** The WasmPlugin resource that makes Istio load exactly this image; empty where there is no image. */
    public Optional<String> resource() {
        return digest.map(compared -> WasmPluginResource.yaml(reference, compared));
    }
}
