package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The rules by which a line of Istio reads the layers of one image; each layer is fetched once for all lines. */
final class FormRules {
    static final String MEND_COMPAT = "build it FROM scratch with exactly one COPY of " + WasmTypes.PLUGIN_FILE
            + ", or push it with istio-images wasm FILE REF --format docker|oci";
    static final String MEND_ARTIFACT = "push it with istio-images wasm FILE REF --format artifact";

    private final List<Descriptor> layers;
    private final PluginReader reader;
    private final Map<String, PluginContent> contents = new HashMap<>();

    FormRules(List<Descriptor> layers, PluginReader reader) {
        this.layers = List.copyOf(layers);
        this.reader = reader;
    }

    /** What was found where this form has its module, if anything was looked at. */
    Optional<PluginContent> content(WasmFormat form) {
        return form == WasmFormat.ARTIFACT
                ? artifactLayer().map(this::bare)
                : Optional.of(layers).filter(all -> !all.isEmpty()).map(all -> inTar(last()));
    }

    /** What keeps a line from reading it in a form, so that it tries the next. */
    Optional<Fault> unreadable(WasmFormat form, IstioLine line) {
        return switch (form) {
            case DOCKER -> compat(line, MediaTypes.DOCKER_LAYER_GZIP);
            case OCI -> compat(line, MediaTypes.OCI_LAYER_GZIP);
            case ARTIFACT -> artifact();
        };
    }

    /** What is wrong with what was read; no other form is tried after it. */
    Optional<Fault> wrong(WasmFormat form, IstioLine line) {
        boolean artifact = form == WasmFormat.ARTIFACT;
        String mend = artifact ? MEND_ARTIFACT : MEND_COMPAT;
        PluginContent content = content(form).orElseThrow();
        if (!content.isWasm()) {
            return fault("what it holds does not begin as a Wasm module does", "put a compiled module there; " + mend);
        }
        return artifact ? tooLarge(content, line) : Optional.empty();
    }

    private Optional<Fault> compat(IstioLine line, String layerType) {
        if (layers.isEmpty()) {
            return fault("it has no layer", MEND_COMPAT);
        }
        if (line.wantsOneLayer() && layers.size() != 1) {
            return fault("it has " + counted() + "; this line takes exactly 1", MEND_COMPAT);
        }
        if (!last().mediaType().equals(layerType)) {
            return fault(
                    "its last layer is of the type " + last().mediaType() + "; expected " + layerType,
                    "keep manifest and layers in one family, with gzip; " + MEND_COMPAT);
        }
        PluginContent content = inTar(last());
        return content.unreadable().or(() -> tooLarge(content, line));
    }

    private Optional<Fault> artifact() {
        if (layers.size() != 2) {
            return fault("it has " + counted() + "; an artifact has exactly 2", MEND_ARTIFACT);
        }
        return artifactLayer().isPresent()
                ? Optional.empty()
                : fault("no layer is of the type " + WasmTypes.CONTENT, MEND_ARTIFACT);
    }

    /** What is not even a module is told as that. */
    private static Optional<Fault> tooLarge(PluginContent content, IstioLine line) {
        return content.isWasm() && line.limitsSize() && content.end() > WasmModule.MAX_SIZE
                ? fault(
                        "the module ends at byte " + content.end() + "; at most " + WasmModule.MAX_SIZE + " are read",
                        "make the module smaller (wasm-opt, strip), or raise ISTIO_WASM_MAX_BINARY_SIZE_BYTES (1.30+)")
                : Optional.empty();
    }

    /** The first of that type, as Istio takes it. */
    private Optional<Descriptor> artifactLayer() {
        return layers.stream()
                .filter(layer -> layer.mediaType().equals(WasmTypes.CONTENT))
                .findFirst();
    }

    private String counted() {
        return layers.size() == 1 ? "1 layer" : layers.size() + " layers";
    }

    private Descriptor last() {
        return layers.get(layers.size() - 1);
    }

    private PluginContent inTar(Descriptor layer) {
        return once("tar ", layer, reader::inTar);
    }

    private PluginContent bare(Descriptor layer) {
        return once("bare ", layer, reader::bare);
    }

    private PluginContent once(String way, Descriptor layer, Function<Descriptor, PluginContent> read) {
        return contents.computeIfAbsent(way + layer.digest(), key -> read.apply(layer));
    }

    private static Optional<Fault> fault(String why, String mend) {
        return Optional.of(new Fault(why, mend));
    }
}
