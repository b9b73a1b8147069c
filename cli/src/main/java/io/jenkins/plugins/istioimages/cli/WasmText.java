package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.istioimages.image.wasm.WasmModule;
import io.jenkins.plugins.istioimages.oci.Json;
import java.util.List;

/** Words for what is in a Wasm plugin image. */
final class WasmText {
    private WasmText() {}

    static String module(WasmModule module) {
        String abi = module.abiVersions().isEmpty()
                ? "no proxy ABI"
                : "proxy ABI " + String.join(", ", module.abiVersions());
        return module.size() + " bytes of Wasm, " + abi;
    }

    static ArrayNode list(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }
}
