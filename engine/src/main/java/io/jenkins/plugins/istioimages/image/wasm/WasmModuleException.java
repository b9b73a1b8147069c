package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.errors.InputException;

/** A file is no Wasm module that a proxy could load; the message says what is wrong and at which byte. */
public final class WasmModuleException extends InputException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /**
     * @param name of the file, as the user knows it
     * @param offset of the byte that is wrong, from 0
     */
    WasmModuleException(String name, long offset, String message) {
        super(name + ": byte " + offset + ": " + message);
        this.offset = offset;
    }

    /** Where the module is wrong, in bytes from its beginning. */
    public long offset() {
        return offset;
    }
}
