package io.jenkins.plugins.istioimages.image.wasm;

/**
 * Whether one line of Istio takes an image.
 *
 * @param line which
 * @param accepted whether it does
 * @param why not; empty where it does
 * @param mend what would make it accept it; empty where it does
 */
public record WasmVerdict(IstioLine line, boolean accepted, String why, String mend) {
    static WasmVerdict accepted(IstioLine line) {
        return new WasmVerdict(line, true, "", "");
    }

    static WasmVerdict rejected(IstioLine line, Fault fault) {
        return new WasmVerdict(line, false, fault.why(), fault.mend());
    }
}
