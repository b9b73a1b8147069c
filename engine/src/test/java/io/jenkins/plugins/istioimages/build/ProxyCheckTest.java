package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyCheckTest {
    private static final String COMMIT = "0123012301230123012301230123012301230124";
    private static final String OTHER = "0".repeat(40);

    @TempDir
    Path dir;

    @Test
    void aBinaryWithItsCommitInItIsAccepted() throws Exception {
        write("envoy", "..." + COMMIT.substring(0, 37) + COMMIT + "/1.22.5/Clean");
        write("ztunnel", OTHER);
        assertThatCode(() -> ProxyCheck.binaries(stage(), directory())).doesNotThrowAnyException();
    }

    @Test
    void aBinaryOfAnotherCommitEndsTheBuild() throws Exception {
        write("envoy", OTHER + COMMIT.substring(0, 39));
        assertThatThrownBy(() -> ProxyCheck.binaries(stage(), directory()))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("release/envoy does not say that it is of " + COMMIT)
                .hasMessageContaining("the commit of the manifest's proxy");
    }

    @Test
    void ztunnelIsLookedAtToo() throws Exception {
        write("envoy", COMMIT);
        write("ztunnel", COMMIT);
        assertThatThrownBy(() -> ProxyCheck.binaries(stage(), directory()))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("release/ztunnel does not say that it is of " + OTHER)
                .hasMessageContaining("the commit of the manifest's ztunnel");
    }

    @Test
    void whatMakeDidNotBringIsNotLookedFor() {
        assertThatCode(() -> ProxyCheck.binaries(stage(), directory())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMMIT, "istio-proxy:" + COMMIT})
    void anImageThatSaysTheCommitIsAccepted(String said) {
        assertThat(problem("ISTIO_META_ISTIO_PROXY_SHA=" + said)).isEmpty();
        assertThat(problem("ISTIO_META_ISTIO_VERSION=1.14.5")).isEmpty();
    }

    @Test
    void anImageThatSaysAnotherCommitIsNot() {
        assertThat(problem("ISTIO_META_ISTIO_PROXY_SHA=istio-proxy:" + OTHER))
                .isEqualTo("image proxyv2 (debug) says ISTIO_META_ISTIO_PROXY_SHA=istio-proxy:" + OTHER
                        + ", and the commit of the manifest's proxy is " + COMMIT);
    }

    @Property(tries = 40)
    void theCommitIsFoundWhereverItStands(@ForAll @IntRange(max = 140_000) int before) throws Exception {
        Path file = Files.createTempDirectory("proxy").resolve("release/envoy");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "0123".repeat(before / 4) + "0".repeat(before % 4) + COMMIT, StandardCharsets.US_ASCII);
        Stage stage =
                stage(Map.of("TARGET_OUT_LINUX", file.getParent().getParent().toString(), "PROXY_REPO_SHA", COMMIT));
        assertThatCode(() -> ProxyCheck.binaries(stage, new StageDirectory(file.getParent())))
                .doesNotThrowAnyException();
        Files.delete(file);
    }

    private String problem(String variable) {
        var tree = ImageConfig.empty(Platform.LINUX_AMD64).tree();
        tree.putObject("config").putArray("Env").add("PATH=/bin").add(variable);
        try (OciLayout layout = OciLayout.create(dir.resolve("layout"))) {
            ImageRecord image = Stages.push(layout, stage(), "proxyv2", "debug");
            return ProxyCheck.image(stage(), image, ImageConfig.of(tree)).orElse("");
        }
    }

    private Stage stage() {
        return stage(
                Map.of("TARGET_OUT_LINUX", Command.WORK + "/out", "PROXY_REPO_SHA", COMMIT, "ZTUNNEL_REPO_SHA", OTHER));
    }

    private static Stage stage(Map<String, String> environment) {
        return Stages.stage(
                "istio-linux-amd64",
                List.of(),
                List.of(new Command(List.of("make"), Command.WORK, List.of(), new TreeMap<>(environment))));
    }

    private StageDirectory directory() {
        return new StageDirectory(dir.resolve("work"));
    }

    private void write(String name, String content) throws Exception {
        Path file = directory().path().resolve("out/release").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
