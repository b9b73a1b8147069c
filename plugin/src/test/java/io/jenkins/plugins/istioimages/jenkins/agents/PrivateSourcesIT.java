package io.jenkins.plugins.istioimages.jenkins.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import io.jenkins.plugins.istioimages.source.TestRepository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources behind a password, as an agent fetches them: real git over HTTP. */
@Timeout(60)
class PrivateSourcesIT {
    private static final String WORD = "git-pass-word";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Test
    void a_private_repository_is_planned_from_with_the_password_of_its_server_only() throws Exception {
        Path repositories = directory.resolve("git");
        try (TestRepository istio = TestRepository.create(repositories.resolve("istio"));
                GitHttpServer server = GitHttpServer.start(repositories, "bob", WORD)) {
            istio.commit(
                    "Begin",
                    Map.of(
                            "hello/Dockerfile",
                            "FROM scratch\nCOPY hello /hello\n",
                            "tools/docker.yaml",
                            "images:\n- {name: hello, dockerfile: hello/Dockerfile, files: [hello]}\n"));
            Path workspace = workspace(server.url("istio"), "main");
            String host = "127.0.0.1:" + server.port();

            assertThatThrownBy(() -> plan(workspace, GitLogin.none()))
                    .isInstanceOf(AbortException.class)
                    .hasMessageContaining("wants a user name and password");
            assertThatThrownBy(() -> plan(workspace, GitLogin.password(List.of("elsewhere.example"), "bob", WORD)))
                    .isInstanceOf(AbortException.class)
                    .hasMessageContaining("wants a user name and password");
            assertThat(server.requests()).isEmpty();

            ReleasePlan plan = plan(workspace, GitLogin.password(List.of(host), "bob", WORD));
            assertThat(plan.getLock()).contains(istio.head());
            assertThat(server.requests()).isNotEmpty();
            assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(WORD);
            assertThat(filesWith(WORD)).as("the password is in no file").isEmpty();
        }
    }

    private ReleasePlan plan(Path workspace, GitLogin login) throws IOException, InterruptedException {
        TaskListener listener = mock(TaskListener.class);
        when(listener.getLogger()).thenReturn(new PrintStream(log, true, StandardCharsets.UTF_8));
        Map<String, String> environment =
                Map.of("ISTIO_IMAGES_CACHE", directory.resolve("cache").toString());
        Machine machine = new Machine(environment, listener, RegistryLogin.none(), Serialized.copy(login));
        return ReleasePlan.of(
                new PlanCallable(new PlanRequest("manifest.yaml"), machine).invoke(workspace.toFile(), null));
    }

    private Path workspace(String url, String branch) throws IOException {
        Path workspace = Files.createDirectories(directory.resolve("workspace"));
        Files.writeString(workspace.resolve("manifest.yaml"), """
                version: 1.0.0
                docker: registry.example/istio
                architectures: [linux/amd64]
                outputs: [docker]
                dependencies:
                  istio:
                    git: %s
                    branch: %s
                """.formatted(url, branch));
        return workspace;
    }

    private List<Path> filesWith(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }
}
