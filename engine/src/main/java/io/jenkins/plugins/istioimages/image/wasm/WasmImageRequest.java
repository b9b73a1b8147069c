package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A Wasm plugin image to be made and pushed.
 *
 * @param file the module, whatever its name
 * @param format the form of the image
 * @param target repository and tag
 * @param created time of the image and of the file in it: the commit time of the source, or the epoch
 * @param rootIds of the artifact's runtime configuration; Istio does not read them
 * @param anyAbi push it even though no ABI version that Envoy knows is exported
 */
public record WasmImageRequest(
        Path file, WasmFormat format, Reference target, Instant created, List<String> rootIds, boolean anyAbi) {
    /** @throws InputException if the target names a digest, or root ids are given for a form that has none */
    public WasmImageRequest {
        rootIds = List.copyOf(rootIds);
        if (target.digest().isPresent()) {
            throw new InputException(
                    target + " names a digest; the image is pushed under a tag: " + target.repository() + ":TAG");
        }
        if (!rootIds.isEmpty() && format != WasmFormat.ARTIFACT) {
            throw new InputException("root ids are part of the format artifact, not of " + format.id());
        }
        if (created.getEpochSecond() < 0) {
            throw new InputException("the image's time " + created + " is before 1970");
        }
    }

    /** With a time of zero and the ABI checked. */
    public static WasmImageRequest of(Path file, WasmFormat format, Reference target) {
        return new WasmImageRequest(file, format, target, Instant.EPOCH, List.of(), false);
    }
}
