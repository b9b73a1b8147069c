package io.jenkins.plugins.istioimages.image.wasm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.image.layer.LayerSpec;
import io.jenkins.plugins.istioimages.image.layer.LayerSpool;
import io.jenkins.plugins.istioimages.image.layer.SpooledLayer;
import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns a checked module into one of the three forms. Equal modules, times and compressors give equal bytes. */
final class WasmImageMaker {
    private static final int FILE_MODE = 0644;

    private final LayerSpool spool;

    WasmImageMaker(LayerSpool spool) {
        this.spool = spool;
    }

    WasmImage make(WasmImageRequest request, ModuleFile module) {
        return switch (request.format()) {
            case DOCKER ->
                compat(
                        request,
                        module,
                        MediaTypes.DOCKER_MANIFEST,
                        MediaTypes.DOCKER_CONFIG,
                        MediaTypes.DOCKER_LAYER_GZIP);
            case OCI ->
                compat(request, module, MediaTypes.OCI_MANIFEST, MediaTypes.OCI_CONFIG, MediaTypes.OCI_LAYER_GZIP);
            case ARTIFACT -> artifact(request, module);
        };
    }

    private WasmImage compat(
            WasmImageRequest request, ModuleFile module, String manifestType, String configType, String layerType) {
        TreeNode file = TreeNode.file(FILE_MODE, 0, 0, new FileContent.OnDisk(module.file()));
        TreeMap<String, TreeNode> entries = new TreeMap<>(Map.of(WasmTypes.PLUGIN_FILE, file));
        SpooledLayer spooled = spool.layer(new LayerSpec(entries, request.created()));
        Descriptor layer = Descriptor.of(
                layerType, spooled.descriptor().digest(), spooled.descriptor().size());
        BlobSource config = BlobSource.ofBytes(
                configType, config(request.created(), module.module(), spooled).bytes());
        // Docker's manifest has no annotations; there, what they say stands in the labels alone.
        Map<String, String> annotations =
                request.format() == WasmFormat.DOCKER ? Map.of() : annotations(module.module(), true);
        return image(
                module.module(),
                manifest(manifestType, config.descriptor(), List.of(layer), annotations),
                List.of(BlobSource.ofFile(layer, spooled.file()), config));
    }

    private WasmImage artifact(WasmImageRequest request, ModuleFile module) {
        ObjectNode runtime = Json.object().put("type", WasmTypes.ENVOY);
        module.module().abiVersions().forEach(runtime.putArray("abiVersions")::add);
        request.rootIds().forEach(runtime.putObject("config").putArray("root_ids")::add);
        BlobSource config = BlobSource.ofBytes(WasmTypes.CONFIG, Json.canonical(runtime));
        Descriptor content = module.content().withAnnotations(Map.of(WasmTypes.TITLE, "filter.wasm"));
        Descriptor first = config.descriptor().withAnnotations(Map.of(WasmTypes.TITLE, "runtime-config.json"));
        return image(
                module.module(),
                manifest(
                        MediaTypes.OCI_MANIFEST,
                        config.descriptor(),
                        List.of(first, content),
                        annotations(module.module(), false)),
                List.of(BlobSource.ofFile(content, module.file()), config));
    }

    private static WasmImage image(WasmModule module, ImageManifest manifest, List<BlobSource> blobs) {
        return new WasmImage(module, manifest.content(), blobs);
    }

    private static ImageManifest manifest(
            String mediaType, Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
        return new ImageManifest(
                mediaType, Optional.empty(), config, layers, Optional.empty(), new TreeMap<>(annotations));
    }

    /** A module runs anywhere; the platform is the one that Istio asks for, so that runtimes find the image as well. */
    private static ImageConfig config(Instant created, WasmModule module, SpooledLayer layer) {
        String time = created.truncatedTo(ChronoUnit.SECONDS).toString();
        ObjectNode tree = ImageConfig.empty(Platform.LINUX_AMD64).tree().put("created", time);
        ObjectNode labels = tree.withObject("/config").putObject("Labels");
        annotations(module, true).forEach(labels::put);
        tree.withObject("/rootfs").putArray("diff_ids").add(layer.diffId().toString());
        tree.putArray("history")
                .addObject()
                .put("created", time)
                .put("created_by", "COPY " + WasmTypes.PLUGIN_FILE + " ./");
        return ImageConfig.of(tree);
    }

    private static Map<String, String> annotations(WasmModule module, boolean compat) {
        Map<String, String> result = new TreeMap<>(Map.of(WasmTypes.RUNTIME_TYPE, WasmTypes.ENVOY));
        if (!module.abiVersions().isEmpty()) {
            result.put(WasmTypes.ABI_VERSION, String.join(",", module.abiVersions()));
        }
        if (compat) {
            result.put(WasmTypes.VARIANT, "compat");
        }
        return result;
    }
}
