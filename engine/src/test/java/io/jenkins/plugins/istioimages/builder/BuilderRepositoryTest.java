package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderRepositoryTest {
    private static final Instant LATE = Instant.parse("2026-08-20T23:59:59Z");

    @TempDir
    private Path dir;

    private Git git;
    private RevCommit first;

    @BeforeEach
    void repository() throws Exception {
        git = Git.init().setDirectory(dir.toFile()).setInitialBranch("main").call();
        write("Makefile", "all:\n");
        write("README.md", "x\n");
        write("docker/README.md", "x\n");
        write("docker/builder_2.9.Dockerfile", "FROM a\n");
        write("docker/builder_2.10.Dockerfile", "FROM a\n");
        write("docker/builder_main.Dockerfile", "FROM a\n");
        write("docker/scripts/entrypoint.sh", "exit\n");
        first = commit();
    }

    @AfterEach
    void close() {
        git.close();
    }

    @Test
    void aForkIsWhereABranchOfTheServerWasLeft() throws Exception {
        write("README.md", "theirs\n");
        RevCommit theirs = commit();
        RefUpdate fetched = git.getRepository().updateRef("refs/remotes/origin/main");
        fetched.setNewObjectId(theirs);
        fetched.update();
        git.checkout()
                .setCreateBranch(true)
                .setName("ours")
                .setStartPoint(first)
                .call();
        write("docker/builder_2.10.Dockerfile", "FROM b\n");
        commit();
        try (BuilderRepository repository = BuilderRepository.of(dir)) {
            assertThat(repository.forkOf("main")).contains(first.getName());
            assertThat(repository.changed(repository.forkOf("main").orElseThrow(), "HEAD"))
                    .containsExactly("docker/builder_2.10.Dockerfile");
            assertThat(repository.forkOf("release-1")).isEmpty();
        }
    }

    @Test
    void oneDockerfileChangesItsVersion() throws Exception {
        write("docker/builder_2.10.Dockerfile", "FROM b\n");
        write("README.md", "y\n");
        write("docker/README.md", "y\n");
        write("prow/config.yaml", "y\n");
        commit();
        assertThat(changed()).containsExactly("builder:2.10");
    }

    @Test
    void aSharedScriptChangesAll() throws Exception {
        write("docker/scripts/entrypoint.sh", "exit 1\n");
        commit();
        assertThat(changed()).containsExactly("builder:2.9", "builder:2.10", "builder:main");
    }

    @Test
    void soDoTheMakefileAndWhatIsGoneOfTheContext() throws Exception {
        write("Makefile", "none:\n");
        commit();
        assertThat(changed()).hasSize(3);
        assertThat(all().of(List.of("docker/scripts/gone"))).hasSize(3);
        assertThat(all().of(List.of("docker/builder-images.yaml"))).hasSize(3);
    }

    @Test
    void aDockerfileThatIsGoneHasNothingToBuild() throws Exception {
        Files.delete(dir.resolve("docker/builder_2.9.Dockerfile"));
        commit();
        assertThat(changed()).isEmpty();
    }

    @Test
    void aDirectoryAtTheTopOfItsRepositoryKnowsItsFilesToo() throws Exception {
        write("builder_1.0.Dockerfile", "FROM a\n");
        write("other_1.0.Dockerfile", "FROM a\n");
        ChangedImages top =
                new ChangedImages(new BuilderDirectoryReader(List.of(), Platform.LINUX_AMD64).read(dir), "");
        assertThat(top.of(List.of("other_1.0.Dockerfile", ".gitignore", ".github/workflows/x.yaml", "NOTES.md")))
                .extracting(BuilderImage::label)
                .containsExactly("other:1.0");
        assertThat(top.of(List.of(".dockerignore"))).hasSize(2);
    }

    @Test
    void tagsNameVersionDayAndCommitByUtc() {
        try (BuilderRepository repository = BuilderRepository.of(dir.resolve("docker"))) {
            BuilderImage image = read().images().get(0);
            assertThat(repository.head()).isEqualTo(new BuilderRepository.Head(first.name(), LATE));
            assertThat(BuilderTags.of(image, Optional.of(repository.head())))
                    .isEqualTo(new BuilderTags(
                            "2.9", Optional.of("2.9-20260820-" + first.name().substring(0, 8))));
            assertThat(BuilderTags.of(image, Optional.empty())).isEqualTo(new BuilderTags("2.9", Optional.empty()));
        }
    }

    @Test
    void whatIsNotCommittedInTheDirectoryIsTold() throws IOException {
        write("README.md", "y\n");
        try (BuilderRepository repository = BuilderRepository.of(dir.resolve("docker"))) {
            assertThat(repository.uncommitted()).isEmpty();
            write("docker/builder_2.9.Dockerfile", "FROM c\n");
            write("docker/scripts/new.sh", "\n");
            Files.delete(dir.resolve("docker/builder_main.Dockerfile"));
            assertThat(repository.uncommitted())
                    .containsExactly(
                            "docker/builder_2.9.Dockerfile", "docker/builder_main.Dockerfile", "docker/scripts/new.sh");
        }
    }

    @Test
    void aCommitThatIsNotThereIsRefused() {
        try (BuilderRepository repository = BuilderRepository.of(dir)) {
            assertThatThrownBy(() -> repository.changed("release-9", "HEAD"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("there is no commit 'release-9'");
            assertThatThrownBy(() -> repository.changed("HEAD", "a..b"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("a..b");
        }
    }

    @Test
    void aDirectoryWithoutARepositoryIsRefused(@TempDir Path other) {
        assertThatThrownBy(() -> BuilderRepository.of(other))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not in the working tree of a git repository");
    }

    private List<String> changed() {
        try (BuilderRepository repository = BuilderRepository.of(dir.resolve("docker"))) {
            return all().of(repository.changed(first.name(), "main")).stream()
                    .map(BuilderImage::label)
                    .toList();
        }
    }

    private ChangedImages all() {
        try (BuilderRepository repository = BuilderRepository.of(dir.resolve("docker"))) {
            return new ChangedImages(read(), repository.prefix());
        }
    }

    private BuilderDirectory read() {
        return new BuilderDirectoryReader(List.of(), Platform.LINUX_AMD64).read(dir.resolve("docker"));
    }

    private void write(String file, String text) throws IOException {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private RevCommit commit() throws Exception {
        git.add().addFilepattern(".").call();
        git.add().addFilepattern(".").setUpdate(true).call();
        PersonIdent somebody = new PersonIdent("a", "a@localhost", LATE, ZoneOffset.ofHours(5));
        return git.commit()
                .setAuthor(somebody)
                .setCommitter(somebody)
                .setMessage("Change\n")
                .setSign(false)
                .call();
    }
}
