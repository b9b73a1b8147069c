package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes of mini-istio a tree of what resf/istio builds: an operator, and images on base images that are built from it, too. */
public final class OwnBaseTree {
    private OwnBaseTree() {}

    /**
     * Changes a copy of mini-istio. Base images are named as istio 1.14 does in pilot, and as later ones do in the others.
     *
     * @param tree the copy
     */
    public static void shape(Path tree) throws IOException {
        Path pilot = tree.resolve("pilot/docker/Dockerfile.pilot");
        stand(pilot, "gcr.io/istio-release");
        stand(tree.resolve("pilot/docker/Dockerfile.proxyv2"), "${ISTIO_BASE_REGISTRY}");
        stand(tree.resolve("cni/deployments/kubernetes/Dockerfile.install-cni"), "${ISTIO_BASE_REGISTRY}");
        Path operator = tree.resolve("operator/docker/Dockerfile.operator");
        Files.createDirectories(operator.getParent());
        Files.writeString(operator, Files.readString(pilot).replace("pilot-discovery", "operator"));
        Path source = Files.createDirectories(tree.resolve("operator/cmd/operator"));
        Files.copy(tree.resolve("pilot/cmd/pilot-discovery/main.c"), source.resolve("main.c"));
        Path makefile = tree.resolve("Makefile.core.mk");
        Files.writeString(
                makefile, Files.readString(makefile).replace("BINARIES := ", "BINARIES := ./operator/cmd/operator "));
        Path images = tree.resolve("tools/docker.yaml");
        Files.writeString(images, Files.readString(images) + """
                - name: operator
                  dockerfile: operator/docker/Dockerfile.operator
                  targets:
                  - ${TARGET_OUT_LINUX}/operator
                """);
    }

    private static void stand(Path dockerfile, String registry) throws IOException {
        String text = Files.readString(dockerfile);
        String own = text.substring(text.indexOf("# hadolint"));
        Files.writeString(dockerfile, """
                ARG BASE_DISTRIBUTION=debug
                ARG BASE_VERSION=latest
                ARG ISTIO_BASE_REGISTRY=gcr.io/istio-release
                FROM %1$s/base:${BASE_VERSION} AS debug
                FROM %1$s/distroless:${BASE_VERSION} AS distroless
                """.formatted(registry) + own);
    }
}
