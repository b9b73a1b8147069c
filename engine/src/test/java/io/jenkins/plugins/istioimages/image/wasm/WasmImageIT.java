package io.jenkins.plugins.istioimages.image.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our images of a module that clang compiled, and those of the public recipes, in a real registry, read by skopeo, buildah
 * and dockerd.
 */
@Timeout(300)
class WasmImageIT {
    private static final String SOURCE = """
            __attribute__((export_name("proxy_abi_version_0_2_1"))) void abi(void) {}
            __attribute__((export_name("malloc"))) void *allocate(unsigned long size) { return (void *)(size + 1024); }
            __attribute__((export_name("proxy_on_vm_start"))) int start(int context, int size) { return 1; }
            """;

    private static DockerRegistry registry;
    private static DockerEngine engine;
    private static RegistryStore store;
    private static byte[] module;

    @TempDir
    Path directory;

    @BeforeAll
    static void start(@TempDir Path work) throws Exception {
        module = compiled(work);
        registry = DockerRegistry.start();
        engine = DockerEngine.start();
        store = new RegistryStore(RegistryOptions.defaults());
    }

    @AfterAll
    static void stop() {
        store.close();
        engine.close();
        registry.close();
    }

    private static byte[] compiled(Path work) throws IOException {
        Path source = Files.writeString(work.resolve("plugin.c"), SOURCE);
        Path made = work.resolve("plugin.wasm");
        List<String> clang = List.of("clang", "--target=wasm32", "-nostdlib", "-Wl,--no-entry", "-o", made.toString());
        Tool.run(Stream.concat(clang.stream(), Stream.of(source.toString())).toList(), "clang and lld");
        return Files.readAllBytes(made);
    }

    private WasmPublished publish(WasmFormat format, Reference target) throws IOException {
        Path file = Files.write(directory.resolve("plugin.wasm"), module);
        return new WasmPublisher(store, Compressors.jdkGzip(), directory.resolve("temporary"))
                .publish(WasmImageRequest.of(file, format, target));
    }

    @ParameterizedTest
    @EnumSource(WasmFormat.class)
    void istioTakesWhatIsInTheRegistryAndASecondRunSendsNothing(WasmFormat format) throws IOException {
        Reference target = registry.repository("ours/" + format.id()).tag("0.1.0");
        WasmPublished first = publish(format, target);
        assertThat(first.written()).isTrue();
        WasmReport report = new WasmCheck(store).check(target, IstioLine.all());
        assertThat(report.accepted()).as(report.verdicts().toString()).isTrue();
        assertThat(report.form()).contains(format);

        String before = registry.log();
        WasmPublished second = publish(format, target);
        assertThat(second.written()).isFalse();
        assertThat(second.bytesSent()).isZero();
        assertThat(registry.log().substring(before.length()))
                .doesNotContain("PUT")
                .doesNotContain("POST");
    }

    @ParameterizedTest
    @EnumSource(WasmFormat.class)
    void skopeoReadsIt(WasmFormat format) throws IOException {
        Reference target = registry.repository("skopeo/" + format.id()).tag("0.1.0");
        WasmPublished published = publish(format, target);
        JsonNode raw = Json.read(
                skopeo("inspect", "--raw", "--tls-verify=false", "docker://" + target)
                        .getBytes(StandardCharsets.UTF_8),
                "skopeo's answer");
        assertThat(raw.path("mediaType").asText())
                .isEqualTo(published.manifest().mediaType());
        if (format != WasmFormat.ARTIFACT) {
            String inspected = skopeo("inspect", "--tls-verify=false", "docker://" + target);
            assertThat(Json.read(inspected.getBytes(StandardCharsets.UTF_8), "skopeo's answer")
                            .path("Labels")
                            .path("module.wasm.runtime/abi_version")
                            .asText())
                    .isEqualTo("0.2.1");
            skopeo("copy", "--src-tls-verify=false", "docker://" + target, "dir:" + directory.resolve("copied"));
            assertThat(directory.resolve("copied/manifest.json")).exists();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = WasmFormat.class,
            names = {"DOCKER", "OCI"})
    void buildahPullsIt(WasmFormat format) throws IOException {
        Reference target = registry.repository("pulled/" + format.id()).tag("0.1.0");
        publish(format, target);
        buildah("pull", "-q", "--tls-verify=false", "docker://" + target);
        buildah("from", "--name", "pulled", target.toString());
        Path mounted = Path.of(buildah("mount", "pulled").strip());
        assertThat(mounted.resolve("plugin.wasm")).hasBinaryContent(module);
        buildah("umount", "pulled");
    }

    @Test
    void dockerdPullsTheDockerForm() throws IOException {
        Reference target = registry.repository("pulled/by-docker").tag("0.1.0");
        WasmPublished published = publish(WasmFormat.DOCKER, target);
        engine.docker("pull", "--quiet", target.toString());
        assertThat(engine.docker("image", "inspect", "--format", "{{index .RepoDigests 0}}", target.toString()))
                .endsWith("@" + published.manifest().digest());
        engine.docker("create", "--name", "pulled", target.toString(), "none");
        engine.docker("cp", "pulled:/plugin.wasm", directory.resolve("got.wasm").toString());
        assertThat(directory.resolve("got.wasm")).hasBinaryContent(module);
    }

    @Test
    void theDockerRecipeByDockerItselfAndOursDifferInNothingThatIstioLooksAt() throws IOException {
        Reference theirs = registry.repository("theirs/by-docker").tag("0.1.0");
        Path context = Files.createDirectories(directory.resolve("context"));
        Files.write(context.resolve("plugin.wasm"), module);
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n\nCOPY plugin.wasm ./\n");
        engine.docker("build", "--quiet", "--tag", theirs.toString(), context.toString());
        engine.docker("push", "--quiet", theirs.toString());
        compare(WasmFormat.DOCKER, theirs);
    }

    @Test
    void theBuildahRecipeAndOursDifferInNothingThatIstioLooksAt() throws IOException {
        Reference theirs = registry.repository("theirs/oci").tag("0.1.0");
        Path file = Files.write(directory.resolve("plugin.wasm"), module);
        buildah("from", "--name", "mywasm", "scratch");
        buildah("copy", "mywasm", file.toString(), "./");
        buildah("commit", "--tls-verify=false", "--format", "oci", "mywasm", "docker://" + theirs);
        compare(WasmFormat.OCI, theirs);
    }

    @Test
    void theDockerfileRecipeAndOursDifferInNothingThatIstioLooksAt() throws IOException {
        Reference theirs = registry.repository("theirs/docker").tag("0.1.0");
        Files.write(directory.resolve("plugin.wasm"), module);
        Path dockerfile = Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n\nCOPY plugin.wasm ./\n");
        buildah(
                "bud",
                "--isolation",
                "chroot",
                "-q",
                "--format",
                "docker",
                "-f",
                dockerfile.toString(),
                "-t",
                "localhost/mywasm",
                directory.toString());
        buildah("push", "-q", "--tls-verify=false", "--format", "v2s2", "localhost/mywasm", "docker://" + theirs);
        compare(WasmFormat.DOCKER, theirs);
    }

    private void compare(WasmFormat format, Reference theirs) throws IOException {
        Reference ours = registry.repository("compared/" + format.id()).tag("0.1.0");
        publish(format, ours);
        ImageManifest mine = (ImageManifest) store.manifest(ours).parse();
        ImageManifest other = (ImageManifest) store.manifest(theirs).parse();
        assertThat(mine.mediaType()).isEqualTo(other.mediaType());
        assertThat(mine.config().mediaType()).isEqualTo(other.config().mediaType());
        assertThat(mine.layers().stream().map(Descriptor::mediaType).toList())
                .isEqualTo(other.layers().stream().map(Descriptor::mediaType).toList());
        assertThat(entries(ours, mine)).isEqualTo(entries(theirs, other)).hasSize(1);
        WasmReport report = new WasmCheck(store).check(theirs, IstioLine.all());
        assertThat(report.accepted()).as(report.verdicts().toString()).isTrue();
        assertThat(report.form()).contains(format);
        assertThat(report.module().orElseThrow().abiVersions()).containsExactly("0.2.1");
    }

    /** Name, mode and owner of each file in the last layer, and its bytes. */
    private static List<String> entries(Reference image, ImageManifest manifest) throws IOException {
        Descriptor layer = manifest.layers().get(manifest.layers().size() - 1);
        List<String> entries = new ArrayList<>();
        byte[] bytes = TestImages.read(store, image.repository(), layer);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry.getName() + " " + Integer.toOctalString(entry.getMode() & 07777) + " "
                        + entry.getLongUserId() + ":" + entry.getLongGroupId() + " "
                        + io.jenkins.plugins.istioimages.oci.Digest.sha256(tar.readAllBytes()));
            }
        }
        return entries;
    }

    private static String skopeo(String... words) {
        List<String> command = new ArrayList<>(List.of("skopeo"));
        command.addAll(List.of(words));
        return Tool.run(command, "skopeo");
    }

    private String buildah(String... words) {
        List<String> command = new ArrayList<>(List.of(
                "buildah",
                "--root",
                directory.resolve("root").toString(),
                "--runroot",
                directory.resolve("runroot").toString(),
                "--storage-driver",
                "vfs"));
        command.addAll(List.of(words));
        return Tool.run(command, "buildah");
    }
}
