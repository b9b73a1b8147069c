package io.jenkins.plugins.istioimages.bench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes build contexts like those that Istio's docker builder stages: {@code COPY ${TARGETARCH}/program}. */
final class AssemblyPart {
    private final Path directory;
    private final long seed;
    private final long size;

    AssemblyPart(Path directory, long seed, long size) {
        this.directory = directory;
        this.seed = seed;
        this.size = size;
    }

    void write(String name) throws IOException {
        AssemblyImage image = new AssemblyImage(name, Files.createDirectories(directory.resolve(name)));
        Files.writeString(image.dockerfile(), dockerfile(name));
        Files.writeString(image.context().resolve("template.json"), "{\"image\": \"" + name + "\"}\n");
        for (Machine machine : Machine.values()) {
            Path binary = image.binary(machine);
            Files.createDirectories(binary.getParent());
            long own = Noise.seed(seed, "assembly/" + name + machine.suffix());
            try (InputStream content = new Binary(own, size, machine)) {
                Files.copy(content, binary);
            }
            if (!binary.toFile().setExecutable(true, false)) {
                throw new IOException(binary + " cannot be made executable");
            }
        }
    }

    private static String dockerfile(String name) {
        return """
                ARG BASE_VERSION=latest
                ARG ISTIO_BASE_REGISTRY=bench.example/istio
                FROM ${ISTIO_BASE_REGISTRY}/base:${BASE_VERSION}
                ARG TARGETARCH
                LABEL org.opencontainers.image.title="%1$s"
                ENV ISTIO_META_COMPONENT=%1$s
                COPY ${TARGETARCH:-amd64}/%1$s /usr/local/bin/%1$s
                COPY template.json /var/lib/istio/template.json
                WORKDIR /
                USER 1337:1337
                ENTRYPOINT ["/usr/local/bin/%1$s"]
                """.formatted(name);
    }
}
