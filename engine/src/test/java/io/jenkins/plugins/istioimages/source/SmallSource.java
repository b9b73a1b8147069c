package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A git repository with istio's build interface, one program and one image: small enough to be built often, for the tests of all modules. */
public final class SmallSource {
    private SmallSource() {}

    /**
     * Makes the repository and a manifest for two platforms.
     *
     * @param init shell line that {@code make init} runs
     * @return the manifest
     */
    public static Path create(Path directory, String init) throws Exception {
        return create(directory, tree -> {}, init);
    }

    /** The same with nothing for {@code make init} to do. */
    public static Path create(Path directory) throws Exception {
        return create(directory, "true");
    }

    /** @param change what is other in the tree */
    public static Path create(Path directory, Change change, String init) throws Exception {
        Path tree = directory.resolve("source");
        write(tree.resolve("Makefile"), """
                CC_amd64 = gcc
                CC_arm64 = aarch64-linux-gnu-gcc
                .PHONY: init
                init:
                \t@mkdir -p $(TARGET_OUT_LINUX)
                \t@%s
                $(TARGET_OUT_LINUX)/hello: hello.c init
                \t$(CC_$(TARGET_ARCH)) -static -s -Wl,--build-id=none -DVERSION='"$(VERSION)"' -o $@ hello.c
                """.formatted(init));
        write(tree.resolve("hello.c"), "#include <stdio.h>\nint main(void) { puts(VERSION); return 0; }\n");
        write(tree.resolve("Dockerfile"), """
                ARG BASE_DISTRIBUTION=debug
                FROM scratch AS debug
                COPY README /README
                FROM scratch AS distroless
                FROM ${BASE_DISTRIBUTION:-debug}
                ARG TARGETARCH
                COPY ${TARGETARCH:-amd64}/hello /bin/hello
                ENTRYPOINT ["/bin/hello"]
                """);
        write(tree.resolve("README"), "hello\n");
        write(tree.resolve("tools/docker.yaml"), """
                images:
                - name: hello
                  dockerfile: Dockerfile
                  files: [README]
                  targets: ["${TARGET_OUT_LINUX}/hello"]
                """);
        change.in(tree);
        commit(tree);
        Path manifest = directory.resolve("manifest.yaml");
        write(manifest, """
                version: 1.0.0
                docker: registry.example/small
                architectures: [linux/amd64, linux/arm64]
                outputs: [docker]
                dependencies:
                  istio:
                    git: %s
                    branch: main
                """.formatted(tree.toUri()));
        return manifest;
    }

    /** Writes files into a tree before it is committed. */
    public interface Change {
        void in(Path tree) throws Exception;
    }

    private static void commit(Path tree) throws GitAPIException {
        PersonIdent who = new PersonIdent(
                "A Developer", "dev@example.com", Instant.parse("2022-10-12T08:11:00Z"), ZoneOffset.UTC);
        try (Git git =
                Git.init().setDirectory(tree.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("Begin")
                    .setAuthor(who)
                    .setCommitter(who)
                    .setSign(false)
                    .call();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
