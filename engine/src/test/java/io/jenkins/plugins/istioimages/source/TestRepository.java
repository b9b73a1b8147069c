package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;

/** A git repository that a test fills, with a clock of its own: a minute passes from commit to commit. */
public final class TestRepository implements AutoCloseable {
    private static final Instant START = Instant.parse("2022-10-04T22:58:39Z");

    private final Git git;
    private int minutes;

    private TestRepository(Git git) {
        this.git = git;
    }

    /** A new repository with the branch {@code main} and no commit. */
    public static TestRepository create(Path directory) {
        try {
            Git git = Git.init()
                    .setDirectory(directory.toFile())
                    .setInitialBranch("main")
                    .call();
            StoredConfig config = git.getRepository().getConfig();
            config.setBoolean("uploadpack", null, "allowFilter", true);
            config.setBoolean("gc", null, "auto", false);
            config.save();
            return new TestRepository(git);
        } catch (GitAPIException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path directory() {
        return git.getRepository().getWorkTree().toPath();
    }

    /** Sets a value in the repository's configuration, for example {@code uploadpack allowFilter false}. */
    public TestRepository configure(String section, String name, String value) {
        try {
            git.getRepository().getConfig().setString(section, null, name, value);
            git.getRepository().getConfig().save();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file without committing it. */
    public TestRepository write(String path, String content) {
        try {
            Path file = directory().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes and commits files; the commit's id. */
    public String commit(String message, Map<String, String> files) {
        files.forEach(this::write);
        return commit(message);
    }

    /** Commits everything in the working tree; the commit's id. */
    public String commit(String message) {
        try {
            minutes++;
            PersonIdent who =
                    new PersonIdent("A Developer", "dev@example.com", START.plusSeconds(60L * minutes), ZoneOffset.UTC);
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
            RevCommit commit = git.commit()
                    .setMessage(message)
                    .setAuthor(who)
                    .setCommitter(who)
                    .setSign(false)
                    .call();
            return commit.name();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a branch at HEAD and changes to it. */
    public TestRepository branch(String name) {
        try {
            git.checkout().setCreateBranch(true).setName(name).call();
            return this;
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    public TestRepository checkout(String name) {
        try {
            git.checkout().setName(name).call();
            return this;
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A lightweight tag at HEAD. */
    public TestRepository tag(String name) {
        return tag(name, false);
    }

    /** An annotated tag at HEAD. */
    public TestRepository annotatedTag(String name) {
        return tag(name, true);
    }

    public String head() {
        try {
            ObjectId head = git.getRepository().resolve(Constants.HEAD);
            return head.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Git git() {
        return git;
    }

    @Override
    public void close() {
        git.close();
    }

    private TestRepository tag(String name, boolean annotated) {
        try {
            git.tag()
                    .setName(name)
                    .setAnnotated(annotated)
                    .setMessage(annotated ? name : null)
                    .setSigned(false)
                    .call();
            return this;
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }
}
