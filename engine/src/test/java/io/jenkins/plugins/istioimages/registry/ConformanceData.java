package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kinds of content that the distribution specification's conformance suite pushes and pulls, written as text so that
 * nothing of ours decides what the bytes are.
 */
final class ConformanceData {
    private static final String EMPTY_JSON = "{}";

    private final DigestAlgorithm algorithm;
    private final Map<Descriptor, byte[]> blobs = new LinkedHashMap<>();
    private final List<ManifestContent> manifests = new ArrayList<>();

    private ConformanceData(DigestAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    /** Everything, by what is special about it. */
    static Map<String, ConformanceData> all() {
        Map<String, ConformanceData> all = new LinkedHashMap<>();
        all.put("image", sha256().image("image", "", "one", "two"));
        all.put("no layers", sha256().image("no layers", ""));
        all.put("empty blob", sha256().image("empty blob", "", "", "x"));
        all.put("custom fields", sha256().image("custom", ",\n \"org.example.field\": [1, {\"a\": null}]", "layer"));
        all.put("index", index(sha256(), ""));
        all.put("index with custom fields", index(sha256(), ",\"org.example.x\": \"y\""));
        all.put("nested index", nested());
        all.put(
                "index without entries",
                sha256().manifest(MediaTypes.OCI_INDEX, "{\"schemaVersion\":2,\"manifests\":[]}"));
        all.put("sha512", new ConformanceData(DigestAlgorithm.SHA512).image("sha512", "", "long"));
        all.put("index of sha512", index(new ConformanceData(DigestAlgorithm.SHA512), ""));
        all.put("missing subject", sha256().image("subject", missingSubject(), "layer"));
        all.put("artifact without config", artifact());
        all.put("artifact of an image", attached());
        all.put("index with a subject", index(sha256(), missingSubject()));
        all.put("data in the descriptor", withData());
        return all;
    }

    /** What everything hangs from. */
    ManifestContent root() {
        return manifests.get(manifests.size() - 1);
    }

    List<ManifestContent> manifests() {
        return List.copyOf(manifests);
    }

    Map<Descriptor, byte[]> blobs() {
        return blobs;
    }

    void push(ImageStore store, Repository repository) {
        blobs.forEach((descriptor, content) -> store.pushBlob(repository, TestImages.source(descriptor, content)));
        manifests.forEach(content -> store.pushManifest(repository, content));
    }

    private static ConformanceData sha256() {
        return new ConformanceData(DigestAlgorithm.SHA256);
    }

    private ConformanceData image(String name, String more, String... layers) {
        String config = blob(
                MediaTypes.OCI_CONFIG,
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"name\":\"" + name
                        + "\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}");
        List<String> all = new ArrayList<>();
        for (String layer : layers) {
            all.add(blob(MediaTypes.OCI_LAYER, layer));
        }
        return manifest(
                MediaTypes.OCI_MANIFEST,
                "{ \"schemaVersion\": 2,\n \"mediaType\": \"" + MediaTypes.OCI_MANIFEST + "\",\n \"config\": " + config
                        + ",\n \"layers\": [" + String.join(", ", all) + "]" + more + " }\n");
    }

    private static ConformanceData index(ConformanceData data, String more) {
        data.image("amd64", "", "amd64");
        String amd64 = data.entry(data.root(), Platform.LINUX_AMD64);
        data.image("arm64", "", "arm64");
        String arm64 = data.entry(data.root(), Platform.LINUX_ARM64);
        return data.indexOf(more, amd64, arm64);
    }

    private static ConformanceData nested() {
        ConformanceData data = index(sha256(), "");
        String inner = data.plain(data.root());
        data.image("beside", "", "beside");
        String beside = data.entry(data.root(), Platform.LINUX_ARM64);
        return data.indexOf("", inner, beside);
    }

    private static ConformanceData artifact() {
        ConformanceData data = sha256();
        String empty = data.blob(MediaTypes.OCI_EMPTY, EMPTY_JSON);
        return data.manifest(
                MediaTypes.OCI_MANIFEST,
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST
                        + "\",\"artifactType\":\"application/x-test\",\"config\":" + empty + ",\"layers\":[" + empty
                        + "],\"annotations\":{\"org.example.key\":\"\"}}");
    }

    private static ConformanceData attached() {
        ConformanceData data = sha256().image("subject", "", "subject");
        String subject = data.plain(data.root());
        return data.image("attached", ",\"subject\":" + subject, "attached");
    }

    private static ConformanceData withData() {
        ConformanceData data = sha256();
        String empty = data.blob(MediaTypes.OCI_EMPTY, EMPTY_JSON).replace("}", ",\"data\":\"e30=\"}");
        return data.manifest(
                MediaTypes.OCI_MANIFEST,
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST
                        + "\",\"artifactType\":\"a/b\",\"config\":" + empty + ",\"layers\":[" + empty + "]}");
    }

    private static String missingSubject() {
        return ",\"subject\":" + descriptor(MediaTypes.OCI_MANIFEST, Digest.sha256("nobody has this"), 15);
    }

    private ConformanceData indexOf(String more, String... entries) {
        return manifest(
                MediaTypes.OCI_INDEX,
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\n\t\"manifests\":["
                        + String.join(",", entries) + "]" + more + "}");
    }

    private ConformanceData manifest(String mediaType, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        manifests.add(ManifestContent.verified(mediaType, bytes, Digest.of(algorithm, bytes)));
        return this;
    }

    private String blob(String mediaType, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(algorithm, bytes);
        blobs.put(Descriptor.of(mediaType, digest, bytes.length), bytes);
        return descriptor(mediaType, digest, bytes.length);
    }

    private String plain(ManifestContent content) {
        return descriptor(content.mediaType(), content.digest(), content.size());
    }

    private String entry(ManifestContent content, Platform platform) {
        return plain(content)
                .replace(
                        "}",
                        ",\"platform\":{\"architecture\":\"" + platform.architecture()
                                + "\",\"os\":\"linux\"},\"org.example.custom\":true}");
    }

    private static String descriptor(String mediaType, Digest digest, long size) {
        return "{\"size\":" + size + ",\"digest\":\"" + digest + "\",\"mediaType\":\"" + mediaType + "\"}";
    }
}
