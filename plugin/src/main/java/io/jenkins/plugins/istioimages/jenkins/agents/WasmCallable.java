package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.wasm.WasmFormat;
import io.jenkins.plugins.istioimages.image.wasm.WasmImageRequest;
import io.jenkins.plugins.istioimages.image.wasm.WasmPublished;
import io.jenkins.plugins.istioimages.image.wasm.WasmPublisher;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Publishes a Wasm module of the workspace as a plugin image. */
public final class WasmCallable extends EngineCallable<WasmCallable.Answer> {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String target;
    private final String format;
    private final Instant created;
    private final boolean anyAbi;
    private final Machine machine;
    private boolean checkOnly;

    /**
     * @param file path of the module in the workspace
     * @param target repository and tag
     * @param created time of the image
     * @param anyAbi also if Envoy does not know the ABI of the module
     */
    public WasmCallable(
            String file, Reference target, WasmFormat format, Instant created, boolean anyAbi, Machine machine) {
        this.file = file;
        this.target = target.toString();
        this.format = format.id();
        this.created = created;
        this.anyAbi = anyAbi;
        this.machine = machine;
    }

    /** The image is made in a temporary directory, taken through Istio's rules there, and removed. */
    public WasmCallable checkOnly() {
        checkOnly = true;
        return this;
    }

    @Override
    Answer work(Path workspace) throws IOException {
        Path module = workspace.resolve(file).normalize();
        if (!module.startsWith(workspace)) {
            throw new InputException("'" + file + "' is not in the workspace");
        }
        WasmImageRequest request = new WasmImageRequest(
                module, WasmFormat.parse(format), Reference.parse(target), created, List.of(), anyAbi);
        Path temporary = Files.createTempDirectory("istio-images-wasm-");
        try (ImageStore store = store(temporary)) {
            WasmPublished published = new WasmPublisher(
                            store, Compressors.of(machine.environment()).fastestGzip(), temporary)
                    .publish(request);
            machine.log().say(said(published));
            return new Answer(
                    published.manifest().digest().toString(),
                    published.module().abiVersions(),
                    published.written() && !checkOnly,
                    published.size());
        } finally {
            delete(temporary);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private ImageStore store(Path temporary) {
        return checkOnly
                ? OciLayout.create(temporary.resolve("layout"), machine.log())
                : machine.login().open(machine.environment(), machine.log());
    }

    private String said(WasmPublished published) {
        String is = published.reference() + " is " + published.manifest().digest();
        if (checkOnly) {
            return is + ", which Istio takes; it is not published";
        }
        return is + (published.written() ? "" : ", was there");
    }

    /** What the agent says, to be checked. */
    public static final class Answer implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String digest;
        private final ArrayList<String> abiVersions;
        private final boolean written;
        private final long size;

        /**
         * @param digest of the manifest
         * @param abiVersions that the module exports
         * @param written whether the tag was set
         * @param size bytes of all of the image
         */
        public Answer(String digest, List<String> abiVersions, boolean written, long size) {
            this.digest = digest;
            this.abiVersions = new ArrayList<>(abiVersions);
            this.written = written;
            this.size = size;
        }

        public String digest() {
            return digest;
        }

        public List<String> abiVersions() {
            return List.copyOf(abiVersions);
        }

        public boolean written() {
            return written;
        }

        public long size() {
            return size;
        }
    }
}
