package io.jenkins.plugins.istioimages.bench.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Entries of an archive as BuildKit 0.11's docker exporter writes them: an OCI layout with a {@code manifest.json}. */
final class BuildkitSave {
    private static final String BLOBS = "blobs/sha256/";

    private BuildkitSave() {}

    static List<ArchiveEntry> entries(ImageContent image, String repoTag) {
        byte[] config = image.config();
        String configName = BLOBS + Digest.sha256(config).hex();
        ArrayNode layerNames = Json.array();
        List<ArchiveEntry> entries = new ArrayList<>();
        for (LayerFile layer : image.layers()) {
            entries.add(ArchiveEntry.of(BLOBS + layer.digest().hex(), layer));
            layerNames.add(BLOBS + layer.digest().hex());
        }
        ManifestContent manifest = image.manifest();
        entries.add(ArchiveEntry.of(configName, config));
        entries.add(ArchiveEntry.of(BLOBS + manifest.digest().hex(), manifest.bytes()));
        entries.sort(Comparator.comparing(ArchiveEntry::name));
        entries.add(ArchiveEntry.of("index.json", index(manifest, repoTag)));
        entries.add(ArchiveEntry.of("manifest.json", DockerSave.manifest(configName, repoTag, layerNames)));
        entries.add(ArchiveEntry.of("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"));
        return entries;
    }

    private static byte[] index(ManifestContent manifest, String repoTag) {
        ObjectNode index = Json.object().put("schemaVersion", 2);
        ObjectNode entry = index.putArray("manifests").addObject();
        entry.put("mediaType", manifest.mediaType())
                .put("digest", manifest.digest().toString())
                .put("size", manifest.size());
        entry.putObject("annotations")
                .put("io.containerd.image.name", repoTag)
                .put(Descriptor.REF_NAME, repoTag.substring(repoTag.lastIndexOf(':') + 1));
        return Json.canonical(index);
    }
}
