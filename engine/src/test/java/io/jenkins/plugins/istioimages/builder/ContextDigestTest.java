package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextDigestTest {
    @TempDir
    private Path dir;

    @Test
    void a_copy_elsewhere_has_the_same_and_git_and_empty_directories_are_no_part_of_it() throws IOException {
        Digest one = ContextDigest.of(context("one"));
        Path other = context("other");
        Files.createDirectories(other.resolve(".git/objects"));
        Files.writeString(other.resolve(".git/HEAD"), "ref");
        Files.createDirectories(other.resolve("empty"));
        assertThat(ContextDigest.of(other)).isEqualTo(one);
    }

    @Test
    void every_difference_that_a_build_sees_is_one() throws IOException {
        Set<Digest> seen = new HashSet<>();
        Path context = context("one");
        seen.add(ContextDigest.of(context));
        Files.writeString(context.resolve("a.Dockerfile"), "FROM other");
        seen.add(ContextDigest.of(context));
        assertThat(context.resolve("a.Dockerfile").toFile().setExecutable(true)).isTrue();
        seen.add(ContextDigest.of(context));
        Files.move(context.resolve("scripts/x"), context.resolve("scripts/y"));
        seen.add(ContextDigest.of(context));
        Files.delete(context.resolve("link"));
        Files.createSymbolicLink(context.resolve("link"), Path.of("scripts/y"));
        seen.add(ContextDigest.of(context));
        Files.delete(context.resolve("link"));
        Files.writeString(context.resolve("link"), "scripts/y");
        seen.add(ContextDigest.of(context));
        assertThat(seen).hasSize(6);
    }

    @Test
    void a_directory_that_is_not_there_is_said() {
        assertThatThrownBy(() -> ContextDigest.of(dir.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("cannot read ");
    }

    private Path context(String name) throws IOException {
        Path context =
                Files.createDirectories(dir.resolve(name).resolve("scripts")).getParent();
        Files.writeString(context.resolve("a.Dockerfile"), "FROM scratch");
        Files.writeString(context.resolve("scripts/x"), "x");
        Files.createSymbolicLink(context.resolve("link"), Path.of("scripts/x"));
        return context;
    }
}
