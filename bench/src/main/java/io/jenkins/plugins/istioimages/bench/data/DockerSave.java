package io.jenkins.plugins.istioimages.bench.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Entries of an archive as {@code docker save} writes them (Docker Image Specification v1.2, "Combined Image JSON +
 * Filesystem Changeset Format"): one directory per layer, sorted, the manifest behind them.
 */
final class DockerSave {
    private DockerSave() {}

    static List<ArchiveEntry> entries(ImageContent image, String repoTag) {
        byte[] config = image.config();
        String configName = Digest.sha256(config).hex() + ".json";
        ArrayNode layerNames = Json.array();
        List<ArchiveEntry> entries = new ArrayList<>();
        String parent = "";
        for (LayerFile layer : image.layers()) {
            String id = Digest.sha256(parent + layer.diffId()).hex();
            entries.add(ArchiveEntry.of(id + "/VERSION", "1.0"));
            entries.add(ArchiveEntry.of(id + "/json", legacyConfig(id, parent)));
            entries.add(ArchiveEntry.of(id + "/layer.tar", layer));
            layerNames.add(id + "/layer.tar");
            parent = id;
        }
        entries.add(ArchiveEntry.of(configName, config));
        entries.sort(Comparator.comparing(ArchiveEntry::name));
        entries.add(ArchiveEntry.of("manifest.json", manifest(configName, repoTag, layerNames)));
        entries.add(ArchiveEntry.of("repositories", repositories(repoTag, parent)));
        return entries;
    }

    /** {@code manifest.json}: one image. */
    static byte[] manifest(String config, String repoTag, ArrayNode layers) {
        ArrayNode manifest = Json.array();
        ObjectNode image = manifest.addObject().put("Config", config);
        image.putArray("RepoTags").add(repoTag);
        image.set("Layers", layers);
        return Json.canonical(manifest);
    }

    private static byte[] legacyConfig(String id, String parent) {
        ObjectNode json = Json.object().put("id", id);
        if (!parent.isEmpty()) {
            json.put("parent", parent);
        }
        return Json.canonical(json);
    }

    private static byte[] repositories(String repoTag, String top) {
        int colon = repoTag.lastIndexOf(':');
        ObjectNode json = Json.object();
        json.putObject(repoTag.substring(0, colon)).put(repoTag.substring(colon + 1), top);
        return Json.canonical(json);
    }
}
