package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import io.jenkins.plugins.istioimages.source.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new version in a repository like maistra/test-infra, by upstream repositories behind HTTP; real git applies the patch. */
class BuilderNewCommandIT {
    private static final String OLD = """
            FROM ubi:9.8

            ENV GOLANG_VERSION=1.24.5
            ENV GOPROXY="https://proxy.golang.org,direct"
            RUN echo ${GOLANG_VERSION} ${BAZEL_VERSION} >/tools
            ENV BAZEL_VERSION=6.5.0
            ENV GCLOUD_VERSION=496.0.0
            """;

    @TempDir
    Path temp;

    private GitHttpServer server;
    private TestRepository tools;
    private TestRepository proxy;
    private TestRepository own;

    @BeforeEach
    void repositories() {
        tools = TestRepository.create(temp.resolve("upstream/tools"));
        tools.commit("master", Map.of("docker/build-tools/Dockerfile", "ENV GCLOUD_VERSION=999.0.0\n"));
        tools.branch("release-1.28")
                .commit(
                        "line",
                        Map.of(
                                "docker/build-tools/Dockerfile",
                                "ARG GOLANG_IMAGE=golang:1.25.9\nFROM ${GOLANG_IMAGE}\nENV GCLOUD_VERSION=558.0.0\n"));
        proxy = TestRepository.create(temp.resolve("upstream/proxy"));
        proxy.commit("main", Map.of(".bazelversion", "9.9.9\n"));
        proxy.branch("release-1.28").commit("line", Map.of(".bazelversion", "7.7.1\n"));
        own = TestRepository.create(temp.resolve("own"));
        own.commit(
                "builders",
                Map.of(
                        "docker/maistra-builder_3.4.Dockerfile", "FROM old\n",
                        "docker/maistra-builder_3.5.Dockerfile", OLD,
                        "docker/maistra-builder_main.Dockerfile", OLD));
        server = GitHttpServer.start(temp.resolve("upstream"));
    }

    @AfterEach
    void stop() {
        server.close();
        tools.close();
        proxy.close();
        own.close();
    }

    @Test
    void thePatchThatIsPrintedMakesTheFileThatWriteWrites() throws Exception {
        CliRun printed = run("3.6");
        assertThat(printed.status()).as(printed.err()).isZero();
        assertThat(printed.out())
                .contains("copy from docker/maistra-builder_3.5.Dockerfile", "+ENV GOLANG_VERSION=1.25.9");
        assertThat(printed.err())
                .contains("is a copy of maistra-builder_3.5.Dockerfile, 3 versions as release-1.28 has them")
                .contains("  line 6: BAZEL_VERSION 6.5.0 -> 7.7.1");
        Path file = own.directory().resolve("docker/maistra-builder_3.6.Dockerfile");
        assertThat(file).doesNotExist();

        Path patch = Files.writeString(temp.resolve("new.patch"), printed.out());
        Tool.run(List.of("git", "-C", own.directory().toString(), "apply", patch.toString()), "git");
        String applied = Files.readString(file);
        assertThat(applied)
                .isEqualTo(OLD.replace("1.24.5", "1.25.9")
                        .replace("6.5.0", "7.7.1")
                        .replace("496.0.0", "558.0.0"));
        Files.delete(file);

        CliRun written = run("3.6", "--write");
        assertThat(written.status()).as(written.err()).isZero();
        assertThat(written.out()).isEmpty();
        assertThat(file).hasContent(applied);
        assertThat(run("3.6", "--write").err()).contains("is there already");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(run("3.6", "--branch", "release-1.82").err())
                .contains("has no branch 'release-1.82'")
                .contains("did you mean 'release-1.28'?");
        assertThat(run("3.5").status()).isEqualTo(2);
        assertThat(run("3.6", "--from", "3.9").err()).contains("there is no Dockerfile of version '3.9'");
        assertThat(run("3.6", "--tools", server.url("proxy")).err()).contains("has no docker/build-tools/Dockerfile");
        assertThat(CliRun.of("builder", "new", "3.6").err()).contains("--branch");
    }

    @Test
    void aProxyWithoutBazelversionLeavesBazelAlone() {
        CliRun run = run("3.6", "--proxy", server.url("tools"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).doesNotContain("+ENV BAZEL_VERSION");
    }

    private CliRun run(String version, String... more) {
        List<String> arguments = new ArrayList<>(List.of("builder", "new", version));
        List<String> chosen = List.of(more);
        add(arguments, chosen, "--branch", "release-1.28");
        add(arguments, chosen, "--tools", server.url("tools"));
        add(arguments, chosen, "--proxy", server.url("proxy"));
        arguments.addAll(List.of(
                "-C",
                own.directory().resolve("docker").toString(),
                "--cache",
                temp.resolve("cache").toString()));
        arguments.addAll(chosen);
        return CliRun.of(arguments.toArray(String[]::new));
    }

    private static void add(List<String> arguments, List<String> chosen, String name, String value) {
        if (!chosen.contains(name)) {
            arguments.addAll(List.of(name, value));
        }
    }
}
