package io.jenkins.plugins.istioimages.image.wasm;

import java.util.Optional;

/**
 * What was found where Istio looks for the module.
 *
 * @param unreadable why no module could be taken out; empty where one could
 * @param isWasm whether it begins as a module does: all that Istio looks at
 * @param end number of bytes up to the module's end, of the unpacked layer or of the bare module: what the limit counts
 * @param module as it was read; empty where it is wrong
 * @param wrong what is wrong with the module itself; empty where nothing is
 */
record PluginContent(
        Optional<Fault> unreadable, boolean isWasm, long end, Optional<WasmModule> module, Optional<String> wrong) {
    static PluginContent unreadable(String why, String mend) {
        return new PluginContent(Optional.of(new Fault(why, mend)), false, 0, Optional.empty(), Optional.empty());
    }
}
