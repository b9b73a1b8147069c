package io.jenkins.plugins.istioimages.image.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreePathsTest {
    @Test
    void pathsAreCleaned() {
        assertThat(TreePaths.clean("/a//b/./c/../d/")).isEqualTo("a/b/d");
        assertThat(TreePaths.clean("../../a")).isEqualTo("a");
        assertThat(TreePaths.clean("/")).isEmpty();
        assertThat(TreePaths.resolve("w/x", "../y")).isEqualTo("w/y");
        assertThat(TreePaths.resolve("w", "/y")).isEqualTo("y");
        assertThat(TreePaths.parents("a/b/c")).containsExactly("a", "a/b");
        assertThat(TreePaths.isWithin("a/b", "a")).isTrue();
        assertThat(TreePaths.isWithin("ab", "a")).isFalse();
    }

    @Property
    void aCleanPathNeverLeavesTheRoot(@ForAll @Chars({'.', '/', 'a'}) @StringLength(max = 20) String path) {
        String clean = TreePaths.clean(path);
        assertThat(clean).doesNotStartWith("/").doesNotContain("//");
        assertThat(clean.split("/", -1)).doesNotContain("..", ".");
        assertThat(TreePaths.clean(clean)).isEqualTo(clean);
    }

    @Property
    void aPlainNameIsAPatternOfItself(
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(min = 1, max = 20) String name) {
        String escaped = name.replaceAll("([\\\\*?\\[\\]^-])", "\\\\$1");
        assertThat(Glob.compile(escaped))
                .hasValueSatisfying(p -> assertThat(p.matcher(name).matches()).isTrue());
    }

    @Test
    void linksAreFollowedInsideTheTree() {
        StageTree tree = StageTree.empty();
        TreeMap<String, TreeNode> nodes = new TreeMap<>();
        nodes.put("usr", TreeNode.directory(0755, 0, 0));
        nodes.put("usr/bin", TreeNode.directory(0755, 0, 0));
        nodes.put("bin", TreeNode.symlink("usr/bin", 0, 0));
        nodes.put("abs", TreeNode.symlink("/bin", 0, 0));
        nodes.put("out", TreeNode.symlink("../../../usr", 0, 0));
        nodes.put("round", TreeNode.symlink("round", 0, 0));
        tree.addAll(nodes);
        assertThat(Symlinks.resolve(tree, "bin/sh")).contains("usr/bin/sh");
        assertThat(Symlinks.resolve(tree, "abs/sh")).contains("usr/bin/sh");
        assertThat(Symlinks.resolve(tree, "out/bin")).contains("usr/bin");
        assertThat(Symlinks.resolve(tree, "round/x")).isEmpty();
    }

    @Test
    void aBaseIsLookedIntoOnlyWhenItMustBe() {
        AtomicInteger looks = new AtomicInteger();
        StageTree base = StageTree.empty();
        TreeMap<String, TreeNode> nodes = new TreeMap<>();
        nodes.put("usr", TreeNode.directory(0700, 5, 5));
        nodes.put("home", TreeNode.directory(0750, 7, 7));
        base.addAll(nodes);
        StageTree tree = StageTree.over(() -> {
            looks.incrementAndGet();
            return base;
        });
        assertThat(tree.find("usr/local/bin").orElseThrow().isDirectory()).isTrue();
        assertThat(tree.isAssumed("usr")).isTrue();
        assertThat(looks).hasValue(0);
        assertThat(tree.find("home").orElseThrow().uid()).isEqualTo(7);
        assertThat(tree.find("srv")).isEmpty();
        assertThat(looks).hasValue(1);
        assertThat(tree.isAssumed("usr")).isFalse();
        assertThat(tree.find("usr").orElseThrow().mode()).isEqualTo(0700);
        assertThat(tree.children("")).containsExactly("home", "usr");
    }

    @Test
    void onlyTheOwnersExecutableBitOfAFileCounts(@TempDir Path root) throws Exception {
        Path file = Files.writeString(root.resolve("f"), "");
        for (String[] expected : new String[][] {{"rwx------", "755"}, {"rw-rw-rw-", "644"}, {"r--r-xr-x", "644"}}) {
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString(expected[0]));
            TreeNode node =
                    ContextTree.of(BuildContext.directory(root)).find("f").orElseThrow();
            assertThat(Integer.toOctalString(node.mode())).isEqualTo(expected[1]);
        }
    }
}
