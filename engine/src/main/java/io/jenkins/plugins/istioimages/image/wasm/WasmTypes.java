package io.jenkins.plugins.istioimages.image.wasm;

/** Names of the Wasm image specifications (solo-io/wasm, spec/spec.md and spec/spec-compat.md). */
final class WasmTypes {
    static final String CONFIG = "application/vnd.module.wasm.config.v1+json";
    static final String CONTENT = "application/vnd.module.wasm.content.layer.v1+wasm";

    /** Name of the module in the layer of a compat image; its directory does not matter. */
    static final String PLUGIN_FILE = "plugin.wasm";

    static final String VARIANT = "module.wasm.image/variant";
    static final String ABI_VERSION = "module.wasm.runtime/abi_version";
    static final String RUNTIME_TYPE = "module.wasm.runtime/type";
    static final String ENVOY = "envoy_proxy";
    static final String TITLE = "org.opencontainers.image.title";

    private WasmTypes() {}
}
