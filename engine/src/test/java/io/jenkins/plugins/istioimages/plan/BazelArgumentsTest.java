package io.jenkins.plugins.istioimages.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BazelArgumentsTest {
    @TempDir
    private Path dir;

    /** Make and a shell have it in their hands, as in istio/proxy: {@code bazel build $(BAZEL_BUILD_ARGS)}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--copt=-DNAME=\"a b\"",
                "--copt=-DPRICE=$5 $(date) ${HOME} `id`",
                "--copt=it's",
                "--action_env=A=#not a comment",
                "--define=a=b;touch x & echo | cat > y < z",
                "--copt=-Wl,-z,max-page-size=0x10000",
                "--copt=back\\slash \\$x *.c ?",
                "--linkopt=-Wl,-rpath,$$ORIGIN",
                "--host_copt=ä~!%^"
            })
    void everyArgumentComesThroughMakeAndShellAsItWas(String argument) throws Exception {
        Files.writeString(
                dir.resolve("Makefile"),
                "BAZEL_BUILD_ARGS ?=\nbuild_envoy:\n\t@printf '%s\\n' --first $(BAZEL_BUILD_ARGS) --last\n");
        String text = new BazelArguments(List.of("--one", argument, "--two")).text();
        ProcessBuilder builder = new ProcessBuilder("make", "build_envoy", "BAZEL_BUILD_ARGS=" + text)
                .directory(dir.toFile())
                .redirectErrorStream(true);
        // A make around the tests would have this one say in which directory it works.
        builder.environment().keySet().removeAll(List.of("MAKEFLAGS", "MAKELEVEL", "MFLAGS"));
        Process make = builder.start();
        String said = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(make.waitFor()).as(said).isZero();
        assertThat(said.lines()).containsExactly("--first", "--one", argument, "--two", "--last");
    }

    @Test
    void whatNeedsNoQuotesHasNone() {
        assertThat(new BazelArguments(List.of("--config=release", "--jobs=4")).text())
                .isEqualTo("--config=release --jobs=4");
    }

    @Test
    void cachesHaveNoSay() {
        BazelArguments all = new BazelArguments(List.of(
                "--remote_cache=grpc://cache:9092", "--copt=-g1", "--jobs=8", "--disk_cache=/c", "--strip=always"));
        assertThat(all.thatCount().text()).isEqualTo("--copt=-g1 --strip=always");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//src/envoy:envoy", "", "--copt=a\nb"})
    void whatIsNoOptionIsRefused(String argument) {
        assertThatThrownBy(() -> new BazelArguments(List.of(argument)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no argument for Bazel");
    }
}
