package io.jenkins.plugins.istioimages.image.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.image.tree.IgnoreRules.IllegalIgnoreRuleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {
    /** Rules separated by blanks; results as moby/patternmatcher documents them. */
    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, a/b, true",
        "a, b/a, false",
        "/a, a, true",
        "./a/, a, true",
        "*.md, x.md, true",
        "*.md, d/x.md, false",
        "*/*.md, d/x.md, true",
        "**/*.md, x.md, true",
        "**/*.md, a/b/c/x.md, true",
        "a/**, a/b/c, true",
        "a/**/z, a/z, true",
        "a/**/z, a/b/c/z, true",
        "a/**/z, a/bz, false",
        "**, anything/at/all, true",
        "x?z, xyz, true",
        "x?z, x/z, false",
        "[a-c]x, bx, true",
        "[^a-c]x, bx, false",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "*.md !README.md, README.md, false",
        "*.md !README.md *.md, README.md, true",
        "docs !docs/keep, docs/keep/x, false",
        "docs !docs/keep, docs/lose/x, true",
        "../a, a, true",
    })
    void theLastRuleThatMatchesDecides(String rules, String path, boolean excluded) {
        assertThat(IgnoreRules.parse(List.of(rules.split(" ", -1))).excludes(path))
                .isEqualTo(excluded);
    }

    @Test
    void commentsAndBlankLinesSayNothing() {
        IgnoreRules rules = IgnoreRules.parse(List.of("\uFEFF# all", "", "  ", "a  "));
        assertThat(rules.excludes("a")).isTrue();
        assertThat(rules.excludes("# all")).isFalse();
    }

    @Test
    void aRuleThatIsNotWellFormedHasItsLine() {
        assertThatThrownBy(() -> IgnoreRules.parse(List.of("a", "[x")))
                .isInstanceOfSatisfying(IllegalIgnoreRuleException.class, e -> assertThat(e.line())
                        .isEqualTo(2));
        assertThatThrownBy(() -> IgnoreRules.parse(List.of("! "))).isInstanceOf(IllegalIgnoreRuleException.class);
    }

    @Property
    void anyRuleIsReadOrRefused(
            @ForAll @StringLength(max = 30) String rule, @ForAll @StringLength(max = 30) String path) {
        try {
            IgnoreRules rules = IgnoreRules.parse(List.of(rule));
            assertThat(rules.excludes(path)).isIn(true, false);
        } catch (IllegalIgnoreRuleException e) {
            assertThat(e.line()).isEqualTo(1);
        }
    }

    @Test
    void aDirectoryThatIsKeptOutStaysForWhatIsLetInAgain(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("docs/keep"));
        Files.createDirectories(root.resolve("docs/lose"));
        Files.writeString(root.resolve("docs/keep/a"), "a");
        Files.writeString(root.resolve("docs/lose/b"), "b");
        FileTree tree = new FilteredTree(
                ContextTree.of(BuildContext.directory(root)), IgnoreRules.parse(List.of("docs", "!docs/keep")));
        assertThat(tree.children("")).containsExactly("docs");
        assertThat(tree.children("docs")).containsExactly("keep");
        assertThat(tree.find("docs/keep/a")).isPresent();
        assertThat(tree.find("docs/lose/b")).isEmpty();
    }

    @Test
    void aMappingHasDirectoriesBetweenItsNames(@TempDir Path root) throws Exception {
        Path file = Files.writeString(root.resolve("x"), "x");
        Files.createDirectories(root.resolve("real/sub"));
        Files.writeString(root.resolve("real/sub/y"), "y");
        FileTree tree = ContextTree.of(
                BuildContext.mapping(Map.of("amd64/pilot", file, "/certs/", root.resolve("real"), "amd64/b", file)));
        assertThat(tree.children("")).containsExactly("amd64", "certs");
        assertThat(tree.children("amd64")).containsExactly("b", "pilot");
        assertThat(tree.find("amd64").orElseThrow().isDirectory()).isTrue();
        assertThat(tree.find("certs/sub/y").orElseThrow().content()).isPresent();
        assertThat(tree.find("certs/none")).isEmpty();
        assertThat(tree.find("amd64/pilot/below")).isEmpty();
        assertThat(tree.find("amd")).isEmpty();
    }
}
