package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * A repository laid out like Maistra's, whose images hold one real program for each of four platforms. It is the shell of
 * their RUN instructions: writes down what machine it ran on, and fails where it is told {@code fail-MACHINE}.
 */
public final class BuilderTree {
    private static final Map<String, String> COMPILERS = Map.of(
            "amd64", "x86_64-linux-gnu-gcc",
            "arm64", "aarch64-linux-gnu-gcc",
            "ppc64le", "powerpc64le-linux-gnu-gcc",
            "s390x", "s390x-linux-gnu-gcc");

    private static final String SHELL = """
            #include <stdio.h>
            #include <string.h>
            #include <sys/utsname.h>
            int main(int count, char **words) {
              struct utsname name;
              FILE *made;
              uname(&name);
              for (int i = 1; i < count; i++) {
                if (strncmp(words[i], "fail-", 5) == 0 && strcmp(words[i] + 5, name.machine) == 0) {
                  printf("told to fail on %s\\n", name.machine);
                  return 3;
                }
              }
              made = fopen("/made", "w");
              if (!made) return 1;
              fprintf(made, "%s ran %s\\n", name.machine, words[count - 1]);
              return fclose(made);
            }
            """;

    private final Path root;

    private BuilderTree(Path root) {
        this.root = root;
    }

    /** Makes one, without a version yet. */
    public static BuilderTree create(Path root) throws IOException {
        Path source =
                Files.writeString(Files.createDirectories(root.resolve("src")).resolve("shell.c"), SHELL);
        for (Map.Entry<String, String> compiler : COMPILERS.entrySet()) {
            Path shell = Files.createDirectories(root.resolve("docker/scripts/" + compiler.getKey()))
                    .resolve("sh");
            Tool.run(
                    List.of(compiler.getValue(), "-static", "-Os", "-s", "-o", shell.toString(), source.toString()),
                    compiler.getValue());
        }
        Files.writeString(root.resolve("Makefile"), "all:\n");
        try {
            Git.init()
                    .setDirectory(root.toFile())
                    .setInitialBranch("main")
                    .call()
                    .close();
            return new BuilderTree(root);
        } catch (GitAPIException e) {
            throw new IOException(e);
        }
    }

    public Path docker() {
        return root.resolve("docker");
    }

    /** A version whose Dockerfile runs a word. */
    public BuilderTree version(String version, String word) throws IOException {
        Files.writeString(docker().resolve("tiny-builder_" + version + ".Dockerfile"), """
                FROM scratch
                ARG TARGETARCH
                COPY scripts/${TARGETARCH}/sh /bin/sh
                RUN %s
                CMD ["/bin/sh", "works"]
                """.formatted(word));
        return this;
    }

    /** Commits all as it is; each time another one. */
    public BuilderTree commit(String message) throws IOException {
        try (Git git = Git.open(root.toFile())) {
            PersonIdent somebody =
                    new PersonIdent("a", "a@localhost", Instant.parse("2026-08-20T10:00:00Z"), ZoneOffset.UTC);
            git.add().addFilepattern(".").call();
            git.commit()
                    .setAuthor(somebody)
                    .setCommitter(somebody)
                    .setMessage(message)
                    .setSign(false)
                    .call();
            return this;
        } catch (GitAPIException e) {
            throw new IOException(e);
        }
    }
}
