package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.data.HubLogins;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.registry.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which credentials go where, and who hears of it. */
class LoginsTest {
    private static final List<String> HUB = List.of("registry.example/istio");

    private final SystemSettings system = new SystemSettings();
    private final SomeCredentials store = new SomeCredentials();
    private final Run<?, ?> run = mock(Run.class);
    private Logins logins;

    @BeforeEach
    void credentials() {
        store.password("bot", "robot", "pass-word");
        store.password("own", "me", "my-word");
        store.text("token", "t0ken");
        store.key("deploy", "git", "-----BEGIN", "phrase");
        logins = new Logins(run, Defaults.inForce());
    }

    @AfterEach
    void close() {
        store.close();
        system.close();
    }

    @Test
    void credentials_of_the_call_go_to_the_registries_of_its_hubs_and_are_tracked() throws Exception {
        assertThat(logins.registries(choice("own"), List.of("a.example/x", "b.example:5000", "a.example/y")))
                .hasToString("logins of [a.example, b.example:5000]");
        assertThat(store.asked).containsExactly("own [https://a.example]", "own [https://b.example:5000]");
        assertThat(store.used).containsExactly("own", "own");
    }

    @Test
    void a_registry_with_credentials_of_its_own_gets_no_others_and_nobody_else_gets_its_own() throws Exception {
        List<String> hubs = List.of("a.example/x", "b.example:5000/y", "a.example/z", "c.example/x");
        RegistryChoice choice = choice("own").with(HubLogins.none().with("B.example:5000", "bot"));
        assertThat(logins.registries(choice, hubs)).hasToString("logins of [a.example, b.example:5000, c.example]");
        assertThat(store.asked)
                .containsExactly("own [https://a.example]", "bot [https://b.example:5000]", "own [https://c.example]");
    }

    @Test
    void own_credentials_that_are_none_or_not_to_be_had_are_not_replaced_by_those_of_the_call() throws Exception {
        system.configuration.setCredentialsId("bot");
        system.configuration.setHub("registry.example/istio");
        List<String> hubs = List.of("a.example/x", "registry.example/y");
        HubLogins nobody = HubLogins.none().with("a.example", "none");
        assertThat(logins.registries(choice("own").with(nobody), hubs)).hasToString("logins of [registry.example]");
        HubLogins systems = HubLogins.none().with("a.example", "").with("registry.example", "");
        assertThat(logins.registries(choice("own").with(systems), hubs)).hasToString("logins of [registry.example]");
        assertThat(store.used).containsExactly("own", "bot");
        HubLogins hidden = HubLogins.none().with("a.example", "hidden");
        assertThatThrownBy(() -> logins.registries(choice("own").with(hidden), hubs))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("'hidden' that this build may use for a.example");
    }

    @Test
    void credentials_of_single_registries_live_on_with_the_run() throws Exception {
        RegistryChoice choice = choice("own").with(HubLogins.none().with("b.example", "bot"));
        RegistryChoice copy = Serialized.copy(choice);
        assertThat(copy.credentialsId("b.example")).isEqualTo("bot");
        assertThat(copy.credentialsId("a.example")).isEqualTo("own");
        assertThat(copy.as("other").credentialsId("b.example")).isEqualTo("bot");
        assertThat(copy.as("other").credentialsId("a.example")).isEqualTo("other");
        assertThat(saved(choice)).doesNotContain("pass-word", "my-word");
    }

    @Test
    void credentials_of_the_system_go_to_the_systems_registries_and_nowhere_else() throws Exception {
        system.configuration.setCredentialsId("bot");
        system.configuration.setStaging("registry.example/other");
        assertThat(logins.registries(choice(""), List.of("evil.example/x", "registry.example/istio")))
                .hasToString("logins of [registry.example]");
        assertThat(logins.registries(choice(""), List.of("evil.example/x"))).hasToString("logins of []");
        assertThat(store.used).containsExactly("bot");
    }

    @Test
    void none_is_nobody_though_the_system_has_somebody() throws Exception {
        system.configuration.setCredentialsId("bot");
        system.configuration.setHub("registry.example/istio");
        assertThat(logins.registries(choice("none"), HUB)).hasToString("logins of []");
        assertThat(store.asked).isEmpty();
    }

    @Test
    void what_the_run_may_not_use_or_is_of_another_kind_is_told_in_the_same_words() {
        for (String id : List.of("hidden", "token")) {
            assertThatThrownBy(() -> logins.registries(choice(id), HUB))
                    .isInstanceOf(AbortException.class)
                    .hasMessage("there are no credentials '" + id + "' that this build may use for registry.example:"
                            + " expected the id of a user name with password");
        }
        assertThat(store.used).isEmpty();
    }

    @Test
    void authorities_come_from_a_secret_file_or_text(@TempDir Path directory) throws Exception {
        String pem = Files.readString(TestCertificates.in(directory).authority());
        store.text("ca-text", pem);
        store.file("ca-file", pem);
        logins.registries(new RegistryChoice("", List.of(), "ca-text"), HUB);
        system.configuration.setCaCredentialsId("ca-file");
        logins.registries(choice(""), HUB);
        assertThat(store.used).containsExactly("ca-text", "ca-file");
    }

    @Test
    void what_holds_no_authorities_is_told_without_what_it_holds() {
        assertThatThrownBy(() -> logins.registries(new RegistryChoice("", List.of(), "token"), HUB))
                .isInstanceOf(AbortException.class)
                .hasMessage("the credentials 'token' hold no certificates of authorities: expected PEM");
        assertThatThrownBy(() -> logins.registries(new RegistryChoice("", List.of(), "bot"), HUB))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("a secret file or a secret text");
    }

    @Test
    void a_password_for_git_goes_to_the_servers_that_are_named() throws Exception {
        assertThat(logins.git(new GitChoice("own", List.of("git.example:8443"))))
                .hasToString("git login for [git.example:8443]");
        assertThat(logins.git(new GitChoice("token", List.of("github.com")))).hasToString("git login for [github.com]");
        assertThat(store.asked).containsExactly("own [https://git.example:8443]", "token [https://github.com]");
        assertThat(store.used).containsExactly("own", "token");
    }

    @Test
    void a_password_for_git_that_is_for_nobody_is_refused() {
        assertThatThrownBy(() -> logins.git(new GitChoice("own", List.of())))
                .isInstanceOf(AbortException.class)
                .hasMessage("nothing says which servers may have the credentials 'own': name them with gitHosts, like"
                        + " gitHosts: ['github.com']");
    }

    @Test
    void the_systems_password_for_git_goes_to_the_systems_servers() throws Exception {
        system.configuration.setGitCredentialsId("bot");
        system.configuration.setGitHosts("github.com");
        assertThat(logins.git(SomeChoices.GIT)).hasToString("git login for [github.com]");
        assertThat(logins.git(new GitChoice("own", List.of()))).hasToString("git login for [github.com]");
        assertThat(logins.git(new GitChoice("none", List.of()))).hasToString("git login for []");
    }

    @Test
    void an_ssh_key_needs_no_names_of_servers() throws Exception {
        assertThat(logins.git(new GitChoice("deploy", List.of()))).hasToString("git login for ssh");
        assertThat(store.asked).containsExactly("deploy []");
        assertThat(store.used).containsExactly("deploy");
    }

    @Test
    void credentials_that_do_not_fit_git_are_told() throws Exception {
        store.file("file", "x");
        assertThatThrownBy(() -> logins.git(new GitChoice("file", List.of("github.com"))))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("the credentials 'file' do not fit git");
    }

    @Test
    void nothing_of_a_login_is_in_what_is_saved_with_a_run() throws Exception {
        RegistryChoice registry = choice("own");
        GitChoice git = new GitChoice("deploy", List.of());
        assertThat(saved(logins.registries(registry, HUB))).contains("my-word");
        assertThat(saved(logins.git(git))).contains("phrase");
        assertThat(saved(registry)).contains("own").doesNotContain("my-word");
        assertThat(saved(git)).contains("deploy").doesNotContain("phrase", "BEGIN");
        assertThat(Serialized.copy(registry).arguments()).isEqualTo(registry.arguments());
        assertThat(Serialized.copy(git).arguments()).isEqualTo(git.arguments());
    }

    private static String saved(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static RegistryChoice choice(String credentialsId) {
        return new RegistryChoice(credentialsId, List.of(), "");
    }
}
