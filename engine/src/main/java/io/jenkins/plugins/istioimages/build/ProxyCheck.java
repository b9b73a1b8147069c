package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.plan.ProxyCommits;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether Envoy and ztunnel are of the commits that make was told: a script that does not heed the variables, or a
 * binary of something else under the right name, ends the build.
 */
final class ProxyCheck {
    private static final Set<StageKind> TAKING = EnumSet.of(StageKind.ISTIO, StageKind.DEBIAN, StageKind.RPM);
    /** In the config of images with Envoy (istio pilot/docker/Dockerfile.proxyv2). */
    private static final String SAID = "ISTIO_META_ISTIO_PROXY_SHA=";

    private ProxyCheck() {}

    /**
     * Looks into the binaries that make left.
     *
     * @throws StageFailedException if one does not have its commit in it
     */
    static void binaries(Stage stage, StageDirectory directory) {
        Map<String, String> environment = stage.environment(directory.path().toString());
        String out = environment.get("TARGET_OUT_LINUX");
        if (!TAKING.contains(stage.kind()) || out == null) {
            return;
        }
        Path release = Path.of(out).resolve("release");
        String envoy = environment.getOrDefault("SIDECAR", "envoy");
        check(stage, release.resolve(envoy), "proxy", environment.get(ProxyCommits.PROXY));
        check(stage, release.resolve("ztunnel"), "ztunnel", environment.get(ProxyCommits.ZTUNNEL));
    }

    /**
     * Looks at what an image says of itself.
     *
     * @return what is wrong
     */
    static Optional<String> image(Stage stage, ImageRecord image, ImageConfig config) {
        String wanted = stage.environment("").get(ProxyCommits.PROXY);
        if (wanted == null || stage.kind() != StageKind.ISTIO) {
            return Optional.empty();
        }
        return config.env().stream()
                .filter(variable -> variable.startsWith(SAID) && !variable.endsWith(wanted))
                .findFirst()
                .map(variable -> "image " + image.name() + " (" + image.variant() + ") says " + variable
                        + ", and the commit of the manifest's proxy is " + wanted);
    }

    private static void check(Stage stage, Path binary, String dependency, String commit) {
        if (commit == null || !Files.isRegularFile(binary)) {
            return;
        }
        try {
            if (!contains(binary, commit.getBytes(StandardCharsets.US_ASCII))) {
                throw new StageFailedException(
                        stage.id(),
                        binary + " does not say that it is of " + commit + ", the commit of the manifest's "
                                + dependency + ": it is of another one, or was built without its version",
                        List.of());
            }
        } catch (IOException e) {
            throw new WorkException("cannot read " + binary + ": " + e, e);
        }
    }

    /** Knuth, Morris and Pratt; a file of hundreds of megabytes is read once. */
    private static boolean contains(Path file, byte[] wanted) throws IOException {
        int[] back = new int[wanted.length];
        for (int i = 1, length = 0; i < wanted.length; i++) {
            while (length > 0 && wanted[i] != wanted[length]) {
                length = back[length - 1];
            }
            length += wanted[i] == wanted[length] ? 1 : 0;
            back[i] = length;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            int found = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                while (found > 0 && (byte) next != wanted[found]) {
                    found = back[found - 1];
                }
                found += (byte) next == wanted[found] ? 1 : 0;
                if (found == wanted.length) {
                    return true;
                }
            }
            return false;
        }
    }
}
