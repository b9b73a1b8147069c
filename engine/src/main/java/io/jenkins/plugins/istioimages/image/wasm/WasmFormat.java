package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The three forms of a Wasm plugin image that Istio accepts (solo-io/wasm, spec/). */
public enum WasmFormat {
    /** What {@code docker build} and {@code docker push} make: a Docker manifest, one gzip layer with plugin.wasm. */
    DOCKER("docker"),
    /** What buildah makes: an OCI image manifest, one gzip layer with plugin.wasm. */
    OCI("oci"),
    /** What wasme makes: an OCI manifest over a runtime configuration and the bare module. */
    ARTIFACT("artifact");

    private final String id;

    WasmFormat(String id) {
        this.id = id;
    }

    /** {@code docker}, {@code oci} or {@code artifact}. */
    public String id() {
        return id;
    }

    /** All names, for help and forms. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(WasmFormat::id).toList();
    }

    /**
     * The form of a name.
     *
     * @throws InputException if there is none
     */
    public static WasmFormat parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.id.equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InputException("format '" + text + "' is unknown: expected "
                        + String.join(", ", ids()) + NearestName.hint(text, ids())));
    }
}
