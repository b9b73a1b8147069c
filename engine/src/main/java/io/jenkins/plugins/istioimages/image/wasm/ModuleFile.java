package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * A copy of the user's module that nobody changes any more, so that what was checked is what is pushed.
 *
 * @param file the copy
 * @param module what it is
 * @param content descriptor of its bare bytes
 */
record ModuleFile(Path file, WasmModule module, Descriptor content) {
    private static final int BUFFER = 64 * 1024;
    /** The limit counts the unpacked layer up to the module's last byte; before it stands a tar header. */
    private static final int TAR_HEADER = 512;

    /**
     * Copies and checks.
     *
     * @throws InputException if the request's file is not there, too large, not a module, or no plugin
     */
    static ModuleFile of(WasmImageRequest request, Path copy) throws IOException {
        String name = request.file().toString();
        long max = request.format() == WasmFormat.ARTIFACT ? WasmModule.MAX_SIZE : WasmModule.MAX_SIZE - TAR_HEADER;
        if (!Files.isRegularFile(request.file())) {
            throw new InputException(name + (Files.exists(request.file()) ? " is no file" : " does not exist"));
        }
        Descriptor content = copy(request.file(), copy, max);
        WasmModule module;
        try (InputStream in = Files.newInputStream(copy)) {
            module = WasmModule.read(in, content.size(), name);
        }
        if (!module.isPlugin() && !request.anyAbi()) {
            throw new InputException(
                    name + " exports no ABI version that Envoy knows ("
                            + String.join(", ", WasmModule.KNOWN_ABIS) + "), but " + said(module)
                            + "; build it with a Proxy-Wasm SDK, or allow any ABI (--any-abi, anyAbi) if another runtime loads it");
        }
        return new ModuleFile(copy, module, content);
    }

    private static String said(WasmModule module) {
        return module.abiVersions().isEmpty() ? "none at all" : String.join(", ", module.abiVersions());
    }

    private static Descriptor copy(Path from, Path to, long max) throws IOException {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        long size = Files.size(from);
        try (InputStream in = open(from);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(to), hasher)) {
            byte[] buffer = new byte[BUFFER];
            long copied = 0;
            int read = 0;
            while (size <= max && copied <= max && read >= 0) {
                out.write(buffer, 0, read);
                copied += read;
                read = in.read(buffer);
            }
            size = Math.max(size, copied);
        }
        if (size > max) {
            throw new InputException(from + " has " + size + " bytes; Istio takes at most " + max);
        }
        return Descriptor.of(WasmTypes.CONTENT, Digest.finish(DigestAlgorithm.SHA256, hasher), Files.size(to));
    }

    private static InputStream open(Path file) throws IOException {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException | java.nio.file.AccessDeniedException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
