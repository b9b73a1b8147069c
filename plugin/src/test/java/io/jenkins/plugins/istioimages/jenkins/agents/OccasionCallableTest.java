package io.jenkins.plugins.istioimages.jenkins.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has changed in a working tree, and since when. */
class OccasionCallableTest {
    @TempDir
    Path workspace;

    private Git git;
    private String first;
    private String second;

    @BeforeEach
    void repository() throws Exception {
        git = Git.init()
                .setDirectory(workspace.toFile())
                .setInitialBranch("main")
                .call();
        first = commit("a");
        RefUpdate fetched = git.getRepository().updateRef("refs/remotes/origin/main");
        fetched.setNewObjectId(git.getRepository().resolve("HEAD"));
        fetched.update();
        second = commit("b");
        commit("c");
    }

    @AfterEach
    void close() {
        git.close();
    }

    @Test
    void a_branch_is_compared_with_its_last_successful_build() throws Exception {
        OccasionCallable.Answer answer = look(second, "");
        assertThat(answer.changed()).containsExactly("c");
        assertThat(answer.since()).isEqualTo(second);
        assertThat(answer.version()).isEmpty();
    }

    @Test
    void a_pull_request_is_compared_with_where_it_left_its_target() throws Exception {
        OccasionCallable.Answer answer = look(second, "main");
        assertThat(answer.changed()).containsExactly("b", "c");
        assertThat(answer.since()).isEqualTo(first);
        assertThat(look("", "main").changed()).containsExactly("b", "c");
    }

    @Test
    void a_target_that_was_not_fetched_changes_nothing() throws Exception {
        assertThat(look(second, "trunk").changed()).containsExactly("c");
        assertThat(look("", "trunk").unknown()).isEqualTo("there is no successful build before this one");
    }

    @Test
    void history_that_is_not_there_is_told() throws Exception {
        OccasionCallable.Answer answer = look("0123456789012345678901234567890123456789", "");
        assertThat(answer.unknown()).startsWith("what has changed since the last successful build is not known: ");
        assertThat(answer.changed()).isEmpty();
    }

    private OccasionCallable.Answer look(String since, String base) throws Exception {
        return Serialized.copy(new OccasionCallable(null, since, base).invoke(workspace.toFile(), null));
    }

    private String commit(String file) throws Exception {
        Files.writeString(workspace.resolve(file), file);
        git.add().addFilepattern(file).call();
        RevCommit commit = git.commit()
                .setMessage(file)
                .setAuthor("a", "a@example.invalid")
                .setCommitter("a", "a@example.invalid")
                .setSign(false)
                .call();
        return commit.getName();
    }
}
