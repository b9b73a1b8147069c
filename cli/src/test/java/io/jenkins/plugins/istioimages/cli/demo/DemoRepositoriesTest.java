package io.jenkins.plugins.istioimages.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRepositoriesTest {
    @TempDir
    Path temp;

    Path examples;

    @BeforeEach
    void twoTrees() throws IOException {
        examples = temp.resolve("examples");
        write("mini-istio/README.md", "istio\n");
        write("mini-istio/istio.deps", "[{\"lastStableSHA\": \"@sha:proxy@\"}]\n");
        write("mini-istio/go.mod", "require istio.io/api @version:api@\n");
        write("mini-istio/other.txt", "@sha:proxy@\n");
        write("mini-istio/bin/run.sh", "#!/bin/sh\n");
        Files.createSymbolicLink(examples.resolve("mini-istio/link"), Path.of("bin/run.sh"));
        write("mini-repositories/proxy/WORKSPACE", "ENVOY_SHA = \"@sha:envoy@\"\n");
        write("mini-repositories/envoy/README.md", "envoy\n");
        write("mini-repositories/api/README.md", "api\n");
    }

    @Test
    void aTreeNamesTheCommitsOfTheOthers() throws IOException {
        Map<String, Path> made = create();
        assertThat(made.keySet()).containsExactly("api", "envoy", "istio", "proxy");
        assertThat(content("istio", "istio.deps")).isEqualTo("[{\"lastStableSHA\": \"" + tip("proxy") + "\"}]\n");
        assertThat(content("istio", "go.mod"))
                .isEqualTo("require istio.io/api v0.0.0-20221012081100-"
                        + tip("api").substring(0, 12) + "\n");
        assertThat(content("proxy", "WORKSPACE")).isEqualTo("ENVOY_SHA = \"" + tip("envoy") + "\"\n");
    }

    @Test
    void onlyTheFilesThatNameCommitsAreFilledIn() throws IOException {
        create();
        assertThat(content("istio", "other.txt")).isEqualTo("@sha:proxy@\n");
    }

    @Test
    void modesComeFromTheContentAndNotFromTheCheckout() throws IOException {
        create();
        Map<String, FileMode> modes = modes("istio");
        assertThat(modes.get("bin/run.sh")).isEqualTo(FileMode.EXECUTABLE_FILE);
        assertThat(modes.get("README.md")).isEqualTo(FileMode.REGULAR_FILE);
        assertThat(modes.get("link")).isEqualTo(FileMode.SYMLINK);

        String before = tip("istio");
        Files.setPosixFilePermissions(
                examples.resolve("mini-istio/bin/run.sh"), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(
                examples.resolve("mini-istio/README.md"), PosixFilePermissions.fromString("rwxrwxrwx"));
        create();
        assertThat(tip("istio")).isEqualTo(before);
    }

    @Test
    void theSameTreesGiveTheSameCommitsElsewhere() throws IOException {
        create();
        String here = tip("istio");
        new DemoRepositories(examples).create(temp.resolve("elsewhere"));
        try (Repository repository = BareRepository.open(temp.resolve("elsewhere/istio.git"))) {
            assertThat(repository.resolve("refs/heads/master").name()).isEqualTo(here);
        }
        // Not a clock, not a user, not a host is in it: this commit is the same on every machine.
        assertThat(tip("envoy")).isEqualTo("67bdad99bd58199b550ed1b0ba486910991b6490");
    }

    @Test
    void aSecondRunWritesNothing() throws IOException {
        create();
        Map<Path, Object> before = times();
        create();
        assertThat(times()).isEqualTo(before);
    }

    @Test
    void aChangedTreeMovesTheBranch() throws IOException {
        create();
        String before = tip("istio");
        write("mini-repositories/envoy/README.md", "envoy changed\n");
        create();
        assertThat(tip("istio")).isNotEqualTo(before);
        assertThat(content("istio", "istio.deps")).contains(tip("proxy"));
    }

    @Test
    void whatTheTreeIgnoresIsLeftOut() throws IOException {
        write("mini-istio/.gitignore", "/out/\n*.tmp\n");
        write("mini-istio/out/linux_amd64/envoy", "binary");
        write("mini-istio/bin/x.tmp", "x");
        create();
        assertThat(modes("istio").keySet())
                .containsExactly(".gitignore", "README.md", "bin/run.sh", "go.mod", "istio.deps", "link", "other.txt");
    }

    @Test
    void theReleaseBeforeIsTaggedBelowTheTip() throws IOException {
        create();
        try (Repository repository = BareRepository.open(repository("envoy"));
                RevWalk walk = new RevWalk(repository)) {
            RevCommit tip = walk.parseCommit(repository.resolve("refs/heads/release-1.14"));
            Ref annotated = repository.getRefDatabase().peel(repository.exactRef("refs/tags/1.14.4"));
            Ref light = repository.exactRef("refs/tags/v1.14.4");
            assertThat(annotated.getPeeledObjectId()).isEqualTo(tip.getParent(0).getId());
            assertThat(light.getObjectId()).isEqualTo(tip.getParent(0).getId());
            assertThat(repository.exactRef(Constants.HEAD).getTarget().getName())
                    .isEqualTo("refs/heads/master");
            assertThat(tip.getCommitterIdent().getWhenAsInstant()).hasToString("2022-10-12T08:11:00Z");
        }
    }

    @Test
    void treesThatNameEachOtherAreRefused() throws IOException {
        write("mini-repositories/envoy/WORKSPACE", "@sha:proxy@\n");
        assertThatThrownBy(this::create)
                .isInstanceOf(WorkException.class)
                .hasMessage("the example proxy names the commit of envoy, which names its own");
    }

    @Test
    void aTreeThatNamesAMissingOneIsRefused() throws IOException {
        write("mini-repositories/envoy/go.mod", "@version:nothing@\n");
        assertThatThrownBy(this::create)
                .isInstanceOf(WorkException.class)
                .hasMessage("the example envoy names the commit of nothing, which is not there");
    }

    @Test
    void withoutMiniIstioThereIsNoDemo() {
        assertThatThrownBy(() -> new DemoRepositories(temp))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no " + temp.resolve("mini-istio"));
    }

    private Map<String, Path> create() {
        return new DemoRepositories(examples).create(temp.resolve("git"));
    }

    private Path repository(String name) {
        return temp.resolve("git").resolve(name + ".git");
    }

    private void write(String path, String content) throws IOException {
        Path file = examples.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private String tip(String name) throws IOException {
        try (Repository repository = BareRepository.open(repository(name))) {
            return repository.resolve("refs/heads/" + DemoRepositories.BRANCH).name();
        }
    }

    private String content(String name, String path) throws IOException {
        try (Repository repository = BareRepository.open(repository(name))) {
            return new String(
                    repository.open(repository.resolve("master:" + path)).getBytes(), StandardCharsets.UTF_8);
        }
    }

    private Map<String, FileMode> modes(String name) throws IOException {
        Map<String, FileMode> modes = new TreeMap<>();
        try (Repository repository = BareRepository.open(repository(name));
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(repository.resolve("master^{tree}"));
            walk.setRecursive(true);
            while (walk.next()) {
                modes.put(walk.getPathString(), walk.getFileMode(0));
            }
        }
        return modes;
    }

    private Map<Path, Object> times() throws IOException {
        Map<Path, Object> times = new TreeMap<>();
        try (var files = Files.walk(temp.resolve("git"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }
}
