package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.wasm.WasmFormat;
import io.jenkins.plugins.istioimages.image.wasm.WasmImageRequest;
import io.jenkins.plugins.istioimages.image.wasm.WasmPublished;
import io.jenkins.plugins.istioimages.image.wasm.WasmPublisher;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "wasm",
        mixinStandardHelpOptions = true,
        subcommands = WasmCheckCommand.class,
        description = {
            "Pushes a Wasm module as a plugin image that Istio takes, or checks one that is published.",
            "istio-images wasm FILE REF --format docker|oci|artifact",
            "istio-images wasm check REF"
        })
final class WasmCommand implements Callable<Integer> {
    /** The forms, for the help text. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return WasmFormat.ids().iterator();
        }
    }

    private final Terminal terminal;

    // Not required by picocli's means: it would ask for them where the word is 'check', too.
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "the module, whatever its name")
    private Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REF",
            description = "where it goes: REF, or oci:DIR:REF for an OCI layout on disk")
    private String target;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            completionCandidates = Formats.class,
            description = "${COMPLETION-CANDIDATES}: as docker build, buildah or wasme would make it")
    private String format;

    @Option(
            names = "--created",
            paramLabel = "TIME",
            description = "of the image, as in 2022-10-12T08:11:00Z; default 1970, so that equal modules give equal"
                    + " digests")
    private String created;

    @Option(
            names = "--root-id",
            split = ",",
            paramLabel = "ID",
            description = "for the runtime configuration of an artifact")
    private List<String> rootIds = new ArrayList<>();

    @Option(
            names = "--any-abi",
            description = "also push a module that exports no ABI version that Envoy knows, for another runtime")
    private boolean anyAbi;

    @Option(
            names = "--compressor",
            paramLabel = "NAME",
            defaultValue = Compressors.DEFAULT,
            description = "of the layer: gzip is the fastest gzip at hand; gzip-jdk, gzip-igzip")
    private String compressor;

    @Option(names = "--json", description = "print what was done as data")
    private boolean json;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    WasmCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (file == null || target == null || format == null) {
            throw new InputException("expected istio-images wasm FILE REF --format "
                    + String.join("|", WasmFormat.ids()) + ", or istio-images wasm check REF");
        }
        WasmFormat form = WasmFormat.parse(format);
        Compressor pressed = Compressors.of(System.getenv()).named(compressor);
        WasmPublished published = publish(form, pressed);
        if (json) {
            terminal.out()
                    .print(Json.pretty(Json.object()
                            .put("reference", published.reference().toString())
                            .put("digest", published.manifest().digest().toString())
                            .put("format", form.id())
                            .put("bytesSent", published.bytesSent())
                            .put("written", published.written())
                            .set("abiVersions", WasmText.list(published.module().abiVersions()))));
        } else {
            terminal.out()
                    .println(published.reference() + " " + published.manifest().digest() + " "
                            + form.id() + ", " + WasmText.module(published.module())
                            + (published.written() ? "" : ", was there"));
        }
        terminal.out().flush();
        return 0;
    }

    private WasmPublished publish(WasmFormat form, Compressor pressed) {
        ProgressModel model = new ProgressModel();
        try (ProgressView view = progress.show(model, terminal);
                OpenStores open = new OpenStores(stores, model.transfers(StoreOptions.notices(view::say)))) {
            OpenStores.Place place = open.writing(ImageLocation.parse(target));
            String name = place.name()
                    .orElseThrow(() -> new InputException("'" + target + "' names no image; expected oci:DIR:REF"));
            WasmImageRequest request = new WasmImageRequest(file, form, Reference.parse(name), time(), rootIds, anyAbi);
            Path temporary = temporary();
            try {
                return new WasmPublisher(place.store(), pressed, temporary).publish(request);
            } finally {
                delete(temporary);
            }
        }
    }

    private Instant time() {
        try {
            return created == null ? Instant.EPOCH : Instant.parse(created);
        } catch (DateTimeException e) {
            throw new InputException(
                    "--created " + created + " is no time; expected for example 2022-10-12T08:11:00Z", e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("istio-images-wasm-");
        } catch (IOException e) {
            throw new WorkException("cannot make a temporary directory: " + e.getMessage(), e);
        }
    }

    private static void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new WorkException("cannot remove " + temporary + ": " + e.getMessage(), e);
        }
    }
}
