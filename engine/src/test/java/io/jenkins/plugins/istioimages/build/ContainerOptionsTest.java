package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be said of a builder container. */
class ContainerOptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "1000:1000", "build", "build:docker", "_apt"})
    void usersAreNumbersOrNames(String user) {
        assertThatCode(() -> new ContainerOptions(user, List.of(), "", Map.of(), PullPolicy.MISSING))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-u", ":", "1000:", "a b", "a --privileged", "1000:1000:1000"})
    void anythingElseIsNoUser(String user) {
        assertThatThrownBy(() -> new ContainerOptions(user, List.of(), "", Map.of(), PullPolicy.MISSING))
                .isInstanceOf(InputException.class)
                .hasMessage("user of the builder container '" + user
                        + "' is wrong: expected UID:GID, or names that the image knows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/cache/go", "/a:ro", "/home/jenkins/.cache", "/with a blank", "/a/..b"})
    void volumesAreDirectories(String volume) {
        assertThatCode(() -> new ContainerOptions("", List.of(volume), "", Map.of(), PullPolicy.MISSING))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "cache",
                "~/cache",
                "/a:/b",
                "/a:rw",
                "/a/../etc",
                "/a/./b",
                "/a//b",
                "/a/",
                "/a,b",
                "/a\nb",
                ":ro"
            })
    void anythingElseIsNoVolume(String volume) {
        assertThatThrownBy(() -> new ContainerOptions("", List.of(volume), "", Map.of(), PullPolicy.MISSING))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        "volume of the builder container '" + volume + "' is wrong: expected an absolute");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--privileged", "container:other", "a b", "-"})
    void aNetworkIsAName(String network) {
        assertThatThrownBy(() -> new ContainerOptions("", List.of(), network, Map.of(), PullPolicy.MISSING))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "network of the builder container '" + network + "' is wrong: expected the name of a network");
    }

    @Test
    void variablesHaveNamesAndValuesOfOneLine() {
        assertThatThrownBy(() -> variables(Map.of("A-B", "c")))
                .hasMessage("variable of the builder container 'A-B' is wrong: expected letters, digits and _");
        assertThatThrownBy(() -> variables(Map.of("A", "b\nc"))).hasMessageEndingWith("expected a text on one line");
        assertThat(variables(Map.of("GOCACHE", "/c", "_x1", "")).environment()).hasSize(2);
    }

    @Test
    void aVariableThatChoosesWhatIsBuiltBelongsToThePlan() {
        assertThatThrownBy(() -> variables(Map.of("CFLAGS", "-O3")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("variable CFLAGS chooses what is built")
                .hasMessageContaining("buildEnv");
    }

    @Test
    void aWordThatIsNoPolicyIsAnsweredWithThoseThatAre() {
        assertThat(PullPolicy.parse("")).isEqualTo(PullPolicy.MISSING);
        assertThat(PullPolicy.parse("always")).isEqualTo(PullPolicy.ALWAYS);
        assertThatThrownBy(() -> PullPolicy.parse("allways"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'allways' is wrong")
                .hasMessageContaining("always")
                .hasMessageEndingWith("expected missing, always, never");
    }

    @Test
    void onTheirWayTheyStayTheSame() {
        ContainerOptions options =
                new ContainerOptions("1000:1000", List.of("/a", "/b:ro"), "host", Map.of("A", "b"), PullPolicy.ALWAYS);
        assertThat(ContainerOptionsJson.read(ContainerOptionsJson.of(options), "the plan"))
                .isEqualTo(options);
        assertThat(ContainerOptionsJson.read(ContainerOptionsJson.of(ContainerOptions.NONE), "the plan"))
                .isEqualTo(ContainerOptions.NONE);
    }

    @Test
    void whatComesFromElsewhereIsCheckedAgain() {
        var json = ContainerOptionsJson.of(ContainerOptions.NONE);
        json.withArray("volumes").add("/a:/etc");
        assertThatThrownBy(() -> ContainerOptionsJson.read(json, "the plan")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ContainerOptionsJson.read(Json.object(), "the plan"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageStartingWith("the plan: the container has no ");
    }

    private static ContainerOptions variables(Map<String, String> variables) {
        return new ContainerOptions("", List.of(), "", variables, PullPolicy.MISSING);
    }
}
