package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WasmCommandTest {
    @TempDir
    Path directory;

    private String file;
    private String image;

    @BeforeEach
    void module() throws IOException {
        byte[] name = "proxy_abi_version_0_2_1".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0});
        module.writeBytes(new byte[] {7, (byte) (name.length + 4), 1, (byte) name.length});
        module.writeBytes(name);
        module.writeBytes(new byte[] {0, 0, 10, 4, 1, 2, 0, 0x0b});
        file = Files.write(directory.resolve("filter.wasm"), module.toByteArray())
                .toString();
        image = "oci:" + directory.resolve("layout") + ":r.example/wasm/auth:1.0";
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "oci", "artifact"})
    void anImageIsPushedOnceAndThenWasThere(String format) {
        CliRun first = CliRun.of("wasm", file, image, "--format", format);
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .startsWith("r.example/wasm/auth:1.0 sha256:")
                .contains(" " + format + ", ", "proxy ABI 0.2.1")
                .doesNotContain("was there");
        CliRun second = CliRun.of("wasm", file, image, "--format", format, "--json");
        JsonNode data = json(second);
        assertThat(data.path("written").asBoolean(true)).isFalse();
        assertThat(data.path("bytesSent").asLong(-1)).isZero();
        assertThat(data.path("abiVersions").path(0).asText()).isEqualTo("0.2.1");

        CliRun check = CliRun.of("wasm", "check", image);
        assertThat(check.status()).as(check.out()).isZero();
        assertThat(check.out())
                .contains("Istio 1.12   accepted", "Istio 1.16+  accepted", "kind: WasmPlugin")
                .contains("sha256: \"" + data.path("digest").asText().substring("sha256:".length()) + "\"");
    }

    @Test
    void whatNoIstioTakesEndsWithOneAndSaysWhatMendsIt() {
        try (OciLayout layout = OciLayout.create(directory.resolve("layout"))) {
            Reference reference = Reference.parse("r.example/wasm/auth:1.0");
            layout.tag(reference, new TestImages(1).image(layout, reference.repository(), Platform.LINUX_AMD64));
        }
        CliRun text = CliRun.of("wasm", "check", image);
        assertThat(text.status()).isEqualTo(1);
        assertThat(text.out())
                .contains("Istio 1.14   rejected: it has 2 layers; this line takes exactly 1")
                .contains("Istio 1.16+  rejected: there is no plugin.wasm in its last layer")
                .contains("mend it: ")
                .doesNotContain("kind: WasmPlugin");
        CliRun data = CliRun.of("wasm", "check", "--json", "--istio", "1.20.3", image);
        assertThat(data.status()).isEqualTo(1);
        JsonNode lines =
                Json.read(data.out().getBytes(StandardCharsets.UTF_8), "output").path("istio");
        assertThat(lines).hasSize(1);
        assertThat(lines.path(0).path("line").asText()).isEqualTo("1.16+");
    }

    @Test
    void wrongUseEndsWithTwo() {
        assertThat(CliRun.of("wasm", file, image).status()).isEqualTo(2);
        assertThat(CliRun.of("wasm", "--format", "oci").err()).contains("wasm check REF");
        CliRun format = CliRun.of("wasm", file, image, "--format", "dokcer");
        assertThat(format.status()).isEqualTo(2);
        assertThat(format.err()).contains("did you mean 'docker'?");
        assertThat(CliRun.of("wasm", "check", "--istio", "1.9", image).status()).isEqualTo(2);
        assertThat(CliRun.of("wasm", "check", "docker-archive:x.tar").err()).contains("is not published yet");
        assertThat(CliRun.of("wasm", file, image, "--format", "oci", "--created", "today")
                        .status())
                .isEqualTo(2);
        assertThat(CliRun.of("wasm", file, "oci:" + directory.resolve("layout"), "--format", "oci")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void whatIsNoPluginIsRefusedUnlessAllowed() throws IOException {
        Files.write(Path.of(file), new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        CliRun refused = CliRun.of("wasm", file, image, "--format", "oci");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("exports no ABI version that Envoy knows");
        CliRun allowed = CliRun.of("wasm", file, image, "--format", "oci", "--any-abi");
        assertThat(allowed.status()).as(allowed.err()).isZero();
    }

    private static JsonNode json(CliRun run) {
        assertThat(run.status()).as(run.err()).isZero();
        return Json.read(run.out().getBytes(StandardCharsets.UTF_8), "output");
    }
}
