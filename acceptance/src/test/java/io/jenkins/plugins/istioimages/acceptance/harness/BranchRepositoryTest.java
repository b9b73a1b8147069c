package io.jenkins.plugins.istioimages.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchRepositoryTest {
    private static final ObjectId ELSEWHERE = ObjectId.fromString("1".repeat(40));

    @TempDir
    private Path directory;

    @Test
    void each_branch_has_its_own_commits_and_a_submodule_stays_where_it_was_moved() throws Exception {
        try (BranchRepository repository = BranchRepository.create(directory, "main", Map.of("a/b", "1"))) {
            repository.submodule("main", "tools", ELSEWHERE);
            repository.branch("main", "other", Map.of("a/b", "2"));
            repository.commit("main", Map.of("c", "3"));
            repository.tag("other", "1.0");
        }

        try (Git git = Git.open(directory.toFile())) {
            Repository made = git.getRepository();
            assertThat(text(made, "main", "a/b")).isEqualTo("1");
            assertThat(text(made, "main", "c")).isEqualTo("3");
            assertThat(text(made, "1.0", "a/b")).isEqualTo("2");
            try (TreeWalk tools = walk(made, "main", "tools")) {
                assertThat(tools.getFileMode(0)).isEqualTo(FileMode.GITLINK);
                assertThat(tools.getObjectId(0)).isEqualTo(ELSEWHERE);
            }
        }
    }

    private static String text(Repository repository, String revision, String path) throws Exception {
        try (TreeWalk file = walk(repository, revision, path)) {
            return new String(repository.open(file.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
        }
    }

    private static TreeWalk walk(Repository repository, String revision, String path) throws Exception {
        return TreeWalk.forPath(repository, path, repository.resolve(revision + "^{tree}"));
    }
}
