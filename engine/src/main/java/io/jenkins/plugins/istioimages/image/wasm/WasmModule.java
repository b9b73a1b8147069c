package io.jenkins.plugins.istioimages.image.wasm;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What is known of a Wasm module.
 *
 * @param size in bytes
 * @param abiVersions versions of the Proxy-Wasm ABI it says it is built for, by its exports {@code
 *     proxy_abi_version_X_Y_Z}, as {@code X.Y.Z}, sorted
 */
public record WasmModule(long size, List<String> abiVersions) {
    /** Largest module that Istio takes with its defaults, in bytes (ISTIO_WASM_MAX_BINARY_SIZE_BYTES). */
    public static final long MAX_SIZE = 256L * 1024 * 1024;

    /** Versions of the ABI that Envoy's host knows (proxy-wasm-cpp-host, include/proxy-wasm/wasm.h). */
    static final List<String> KNOWN_ABIS = List.of("0.1.0", "0.2.0", "0.2.1");

    public WasmModule {
        abiVersions = List.copyOf(abiVersions);
    }

    /**
     * Reads a module: its header, the frame of each section, and its exports. Memory does not depend on its size.
     *
     * @param in from its first byte; read to its end unless the module is wrong
     * @param length number of bytes that will come
     * @param name names it in errors
     * @throws WasmModuleException if it is not a module, or its parts are not where and as long as it says
     * @throws IOException if it cannot be read
     */
    public static WasmModule read(InputStream in, long length, String name) throws IOException {
        return new ModuleParser(in, length, name).parse();
    }

    /** Whether Envoy's host knows one of its ABI versions: it loads no other module as a plugin. */
    public boolean isPlugin() {
        return abiVersions.stream().anyMatch(KNOWN_ABIS::contains);
    }
}
