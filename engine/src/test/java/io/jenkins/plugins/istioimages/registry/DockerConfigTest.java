package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerConfigTest {
    @TempDir
    private Path directory;

    @Test
    void an_entry_gives_user_and_password() throws Exception {
        assertThat(find("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + base64("bob:pass:word") + "\"}}}", "ghcr.io/a/b"))
                .contains(new Credential.Password("bob", "pass:word", file().toString()));
        assertThat(find("{\"auths\":{\"ghcr.io\":{\"username\":\"bob\",\"password\":\"p\"}}}", "ghcr.io/a/b"))
                .contains(new Credential.Password("bob", "p", file().toString()));
        assertThat(find("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + base64("bob:zeros\0\0") + "\"}}}", "ghcr.io/a/b"))
                .contains(new Credential.Password("bob", "zeros", file().toString()));
    }

    @Test
    void an_identity_token_comes_before_a_password() throws Exception {
        String entry = "{\"identitytoken\":\"refresh\",\"auth\":\"" + base64("bob:p") + "\"}";
        assertThat(find("{\"auths\":{\"r.example:5000\":" + entry + "}}", "r.example:5000/a"))
                .contains(new Credential.IdentityToken("refresh", file().toString()));
    }

    @Test
    void docker_hub_is_known_under_all_its_names() throws Exception {
        for (String key : new String[] {"https://index.docker.io/v1/", "docker.io", "registry-1.docker.io"}) {
            assertThat(find(auths(key, "hub"), "docker.io/library/busybox"))
                    .as(key)
                    .map(Credential::secret)
                    .contains("hub");
        }
    }

    @Test
    void the_entry_for_the_longest_part_of_the_name_counts() throws Exception {
        String both = "{\"auths\":{\"r.example\":{\"auth\":\"" + base64("u:whole")
                + "\"},\"r.example/team\":{\"auth\":\"" + base64("u:part") + "\"}}}";
        assertThat(find(both, "r.example/team/x")).map(Credential::secret).contains("part");
        assertThat(find(both, "r.example/teams/x")).map(Credential::secret).contains("whole");
        assertThat(find(both, "other.example/team/x")).isEmpty();
    }

    @Test
    void a_host_is_not_another_host_that_begins_alike() throws Exception {
        assertThat(find(auths("r.example", "p"), "r.example.evil/a")).isEmpty();
        assertThat(find(auths("r.example", "p"), "r.example:5000/a")).isEmpty();
    }

    @Test
    void a_helper_is_asked_with_the_servers_name() throws Exception {
        Path seen = directory.resolve("seen");
        helper(
                "mine",
                "cat >> " + seen + "; echo >> " + seen + "; echo '{\"Username\":\"u\",\"Secret\":\"from-helper\"}'");
        String config = "{\"credHelpers\":{\"r.example\":\"mine\"},\"auths\":{\"r.example\":{\"auth\":\""
                + base64("u:from-file") + "\"}}}";
        CredentialSource source = source(config);
        assertThat(source.find(Repository.parse("r.example/a")))
                .contains(new Credential.Password("u", "from-helper", "docker-credential-mine"));
        assertThat(source.find(Repository.parse("r.example/b"))).isPresent();
        assertThat(Files.readString(seen)).isEqualTo("r.example\n");
    }

    @Test
    void the_general_helper_is_asked_where_there_is_no_entry() throws Exception {
        helper("store", "read server; echo \"{\\\"Username\\\":\\\"<token>\\\",\\\"Secret\\\":\\\"$server\\\"}\"");
        String config = "{\"credsStore\":\"store\",\"auths\":{\"docker.io\":{}}}";
        assertThat(find(config, "docker.io/library/busybox"))
                .contains(new Credential.IdentityToken("https://index.docker.io/v1/", "docker-credential-store"));
    }

    @Test
    void a_helper_that_knows_nothing_means_anonymous() throws Exception {
        helper("empty", "echo 'credentials not found in native keychain'; exit 1");
        assertThat(find("{\"credsStore\":\"empty\"}", "r.example/a")).isEmpty();
    }

    @Test
    void helpers_that_fail_are_errors_without_a_secret() throws Exception {
        helper("broken", "echo 'no daemon'; exit 3");
        assertThatThrownBy(() -> find("{\"credsStore\":\"broken\"}", "r.example/a"))
                .isInstanceOf(WorkException.class)
                .hasMessage("docker-credential-broken failed for r.example with exit code 3: no daemon");
        helper("babble", "echo 'hunter2 {'");
        assertThatThrownBy(() -> find("{\"credsStore\":\"babble\"}", "r.example/a"))
                .isInstanceOf(WorkException.class)
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> find("{\"credsStore\":\"absent\"}", "r.example/a"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("docker-credential-absent cannot be run");
        assertThatThrownBy(() -> find("{\"credsStore\":\"../../bin/sh\"}", "r.example/a"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected a name such as 'ecr-login'");
    }

    @Test
    void a_silent_helper_is_ended() throws Exception {
        helper("silent", "sleep 60");
        CredentialHelpers helpers = new CredentialHelpers(environment(), Duration.ofMillis(300));
        long begin = System.nanoTime();
        assertThatThrownBy(() -> helpers.get("silent", "r.example"))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("did not answer for r.example within");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void a_file_that_is_none_is_an_input_error_that_shows_nothing_of_it() throws Exception {
        assertThatThrownBy(() -> find("{\"auths\": hunter2", "r.example/a"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a Docker config.json")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> find("{\"auths\":{\"r.example\":{\"auth\":\"%%%\"}}}", "r.example/a"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'auth' entry is not Base64");
    }

    @Test
    void a_missing_file_is_an_error_only_where_it_was_named() {
        Path missing = directory.resolve("missing.json");
        assertThatThrownBy(() -> DockerConfig.of(missing, Map.of()).find(Repository.parse("r.example/a")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("does not exist");
        assertThat(DockerConfig.ofUser(Map.of(), directory).find(Repository.parse("r.example/a")))
                .isEmpty();
    }

    @Test
    void the_users_file_is_found_by_the_environment() throws Exception {
        Files.writeString(directory.resolve("config.json"), auths("r.example", "env"));
        assertThat(DockerConfig.ofUser(Map.of("DOCKER_CONFIG", directory.toString()), Path.of("/nowhere"))
                        .find(Repository.parse("r.example/a")))
                .map(Credential::secret)
                .contains("env");
    }

    @Test
    void a_credential_does_not_show_its_secret() {
        assertThat(new Credential.Password("bob", "hunter2", "test").toString()).isEqualTo("user 'bob' of test");
        assertThat(new Credential.IdentityToken("hunter2", "test").toString()).isEqualTo("the identity token of test");
    }

    private Optional<Credential> find(String config, String repository) throws Exception {
        return source(config).find(Repository.parse(repository));
    }

    private CredentialSource source(String config) throws Exception {
        Files.writeString(file(), config);
        return DockerConfig.of(file(), environment());
    }

    private Map<String, String> environment() {
        return Map.of("PATH", directory + ":" + System.getenv("PATH"));
    }

    private Path file() {
        return directory.resolve("auth.json");
    }

    private void helper(String name, String script) throws Exception {
        Path program = directory.resolve("docker-credential-" + name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static String auths(String key, String password) {
        return "{\"auths\":{\"" + key + "\":{\"auth\":\"" + base64("u:" + password) + "\"}}}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
