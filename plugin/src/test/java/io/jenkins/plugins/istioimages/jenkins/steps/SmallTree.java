package io.jenkins.plugins.istioimages.jenkins.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A git repository with istio's build interface, one program and one image, and a workspace with its manifest. */
final class SmallTree {
    private SmallTree() {}

    /** @return the workspace */
    static Path create(Path directory) throws IOException, GitAPIException {
        Path tree = directory.resolve("source");
        write(tree.resolve("Makefile"), """
                CC_amd64 = gcc
                CC_arm64 = aarch64-linux-gnu-gcc
                .PHONY: init
                init:
                \t@mkdir -p $(TARGET_OUT_LINUX)
                $(TARGET_OUT_LINUX)/hello: hello.c init
                \t$(CC_$(TARGET_ARCH)) -static -s -Wl,--build-id=none -DVERSION='"$(VERSION)"' -o $@ hello.c
                """);
        write(tree.resolve("hello.c"), "#include <stdio.h>\nint main(void) { puts(VERSION); return 0; }\n");
        write(tree.resolve("Dockerfile"), """
                ARG BASE_DISTRIBUTION=debug
                FROM scratch AS debug
                FROM scratch AS distroless
                FROM ${BASE_DISTRIBUTION:-debug}
                ARG TARGETARCH
                COPY ${TARGETARCH:-amd64}/hello /bin/hello
                """);
        write(tree.resolve("tools/docker.yaml"), """
                images:
                - name: hello
                  dockerfile: Dockerfile
                  targets: ["${TARGET_OUT_LINUX}/hello"]
                """);
        commit(tree);
        Path workspace = directory.resolve("planner");
        write(workspace.resolve("manifest.yaml"), """
                version: 1.0.0
                architectures: [linux/amd64, linux/arm64]
                outputs: [docker]
                dependencies:
                  istio:
                    git: %s
                    branch: main
                """.formatted(tree.toUri()));
        return workspace;
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
