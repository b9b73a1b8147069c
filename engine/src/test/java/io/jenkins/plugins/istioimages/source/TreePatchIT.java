package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patches that git itself made, on working copies that were checked out here. */
class TreePatchIT {
    private static final String LINES =
            IntStream.rangeClosed(1, 40).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());

    @TempDir
    private Path dir;

    private Path tree;

    @BeforeEach
    void tree() {
        tree = dir.resolve("tree");
        try (TestRepository repository = TestRepository.create(dir.resolve("envoy"))) {
            repository.commit("first", Map.of("bazel/wee8.genrule_cmd", LINES, "other", "o\n"));
            MirrorCache mirrors = new MirrorCache(dir.resolve("cache"), GitAccess.standard());
            Lock lock = new SourceResolver(mirrors, SourceOptions.standard())
                    .resolve(Manifests.release(
                            "1.14.5",
                            Manifests.dep("istio").git(repository.directory()).get()));
            new Checkout(mirrors).prepare(lock.istio(), "1.14.5", tree);
        }
    }

    @Test
    void whatGitDiffWroteIsAppliedAlsoWhereLinesHaveMoved() throws Exception {
        String patch = diff("bazel/wee8.genrule_cmd", LINES.replace("line 30\n", "line 30\nexport LDFLAGS\n"));
        Files.writeString(tree.resolve("bazel/wee8.genrule_cmd"), "one more\n" + LINES);
        assertThat(apply(patch)).containsExactly("bazel/wee8.genrule_cmd");
        assertThat(tree.resolve("bazel/wee8.genrule_cmd"))
                .hasContent("one more\n" + LINES.replace("line 30\n", "line 30\nexport LDFLAGS\n"));
    }

    @Test
    void newFilesAndDeletedOnesArePartOfAPatch() {
        String patch = """
                diff --git a/other b/other
                deleted file mode 100644
                --- a/other
                +++ /dev/null
                @@ -1 +0,0 @@
                -o
                diff --git a/new b/new
                new file mode 100755
                --- /dev/null
                +++ b/new
                @@ -0,0 +1 @@
                +n
                """;
        apply(patch);
        assertThat(tree.resolve("other")).doesNotExist();
        assertThat(tree.resolve("new")).hasContent("n\n").isExecutable();
    }

    @Test
    void aPatchForAnotherStateIsRefusedWithFileAndHunk() throws Exception {
        String patch = diff("bazel/wee8.genrule_cmd", LINES.replace("line 30\n", "changed\n"));
        Files.writeString(tree.resolve("bazel/wee8.genrule_cmd"), LINES.replace("line 29\n", "somebody else's\n"));
        assertThatThrownBy(() -> apply(patch))
                .isInstanceOf(PatchException.class)
                .hasMessageContaining("the patch envoy.release-1.14.patch does not apply")
                .hasMessageContaining("bazel/wee8.genrule_cmd")
                .hasMessageContaining("27,7->27,7");
    }

    @Test
    void aPatchOfAFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> apply("--- a/nowhere\n+++ b/nowhere\n@@ -1 +1 @@\n-a\n+b\n"))
                .isInstanceOf(PatchException.class)
                .hasMessageContaining("nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a patch at all\n", "diff --git a/x b/x\n"})
    void whatIsNoPatchIsRefused(String text) {
        assertThatThrownBy(() -> apply(text)).isInstanceOf(PatchException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped", ".git/hooks/post-checkout", "a/../../escaped"})
    void aPatchDoesNotReachOutOfTheTree(String path) {
        String patch = "diff --git a/" + path + " b/" + path + "\nnew file mode 100644\n--- /dev/null\n+++ b/" + path
                + "\n@@ -0,0 +1 @@\n+n\n";
        assertThatThrownBy(() -> apply(patch))
                .isInstanceOf(PatchException.class)
                .hasMessageContaining("reaches out of the tree");
        assertThat(dir.resolve("escaped")).doesNotExist();
    }

    private List<String> apply(String patch) {
        return new TreePatch("envoy.release-1.14.patch", patch.getBytes(StandardCharsets.UTF_8)).apply(tree);
    }

    /** What git itself writes for a change of one file of the pristine tree. */
    private String diff(String file, String changed) throws Exception {
        String before = Files.readString(tree.resolve(file));
        Files.writeString(tree.resolve(file), changed);
        String patch = GitCommand.in(tree, "diff", "--no-color");
        Files.writeString(tree.resolve(file), before);
        return patch;
    }
}
