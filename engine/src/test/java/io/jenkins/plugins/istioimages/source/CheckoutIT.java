package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A working copy is what git would have made, whatever was there before. */
class CheckoutIT {
    private static final String VERSION = "1.14.5";

    @TempDir
    Path temp;

    private TestRepository istio;
    private Checkout checkout;
    private Path work;

    @BeforeEach
    void start() throws Exception {
        istio = TestRepository.create(temp.resolve("istio"));
        istio.commit("first", Map.of("README.md", "one"));
        istio.write("README.md", "two").write("bin/run.sh", "#!/bin/sh\n").write(".gitignore", "out/\n");
        istio.write(".gitattributes", "*.txt text=auto\n").write("docs/a b/ü.txt", "text\n");
        Files.setPosixFilePermissions(
                istio.directory().resolve("bin/run.sh"), PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(istio.directory().resolve("link"), Path.of("bin/run.sh"));
        Files.createSymbolicLink(istio.directory().resolve("dangling"), Path.of("../nowhere"));
        istio.commit("second");
        checkout = new Checkout(mirrors());
        work = temp.resolve("work/src/istio.io/istio");
    }

    @AfterEach
    void stop() {
        istio.close();
    }

    @Test
    void gitFindsTheWorkingCopyCleanAndTagged() throws Exception {
        assertThat(checkout.prepare(source(), VERSION, work)).isTrue();

        assertThat(GitCommand.in(work, "rev-parse", "HEAD")).isEqualTo(istio.head());
        assertThat(GitCommand.in(work, "rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("HEAD");
        assertThat(GitCommand.in(work, "describe", "--tags", "--always")).isEqualTo(VERSION);
        assertThat(GitCommand.in(work, "cat-file", "-t", VERSION)).isEqualTo("commit");
        // No refresh of the index before: istio's report_build_info.sh does none either.
        assertThat(GitCommand.in(work, "diff-index", "--name-only", "HEAD", "--"))
                .isEmpty();
        assertThat(GitCommand.in(work, "status", "--porcelain", "--ignored")).isEmpty();
        assertThat(GitCommand.in(work, "fsck", "--full", "--strict")).isEmpty();
        assertThat(GitCommand.in(work, "log", "--format=%s")).isEqualTo("second");
        assertThat(GitCommand.in(work, "remote", "get-url", "origin"))
                .isEqualTo(istio.directory().toString());
    }

    @Test
    void filesHaveFixedModesAndTheTimeOfTheCommit() throws Exception {
        checkout.prepare(source(), VERSION, work);

        assertThat(mode("bin/run.sh")).isEqualTo("rwxr-xr-x");
        assertThat(mode("README.md")).isEqualTo("rw-r--r--");
        assertThat(mode("docs/a b")).isEqualTo("rwxr-xr-x");
        assertThat(Files.readString(work.resolve("docs/a b/ü.txt"))).isEqualTo("text\n");
        assertThat(Files.getLastModifiedTime(work.resolve("README.md")).toInstant())
                .isEqualTo(source().committed());
        assertThat(Files.readSymbolicLink(work.resolve("link"))).isEqualTo(Path.of("bin/run.sh"));
        assertThat(Files.readSymbolicLink(work.resolve("dangling"))).isEqualTo(Path.of("../nowhere"));
    }

    @Test
    void theWorkingCopyNeedsNothingElse() throws Exception {
        checkout.prepare(source(), VERSION, work);
        Trees.delete(temp.resolve("cache"));
        Trees.delete(istio.directory());

        assertThat(GitCommand.in(work, "show", "HEAD:README.md")).isEqualTo("two");
        assertThat(GitCommand.in(work, "fsck", "--full")).isEmpty();
    }

    @Test
    void whatIsRightIsLeftAlone() throws Exception {
        checkout.prepare(source(), VERSION, work);
        Object inode = Files.getAttribute(work, "unix:ino");

        assertThat(checkout.prepare(source(), VERSION, work)).isFalse();
        assertThat(Files.getAttribute(work, "unix:ino")).isEqualTo(inode);
    }

    @Test
    void whatWasChangedIsMadeAgain() throws Exception {
        repairs(() -> Files.writeString(work.resolve("README.md"), "mine"));
        repairs(() -> Files.delete(work.resolve("README.md")));
        repairs(() -> Files.writeString(work.resolve("new.go"), "package x"));
        repairs(() -> Files.createDirectories(work.resolve("out/linux_amd64")));
        repairs(() ->
                Files.writeString(Files.createDirectories(work.resolve("out")).resolve("pilot"), "half a binary"));
        repairs(() -> Files.setPosixFilePermissions(
                work.resolve("bin/run.sh"), PosixFilePermissions.fromString("rw-r--r--")));
        repairs(() -> GitCommand.in(work, "tag", "-d", VERSION));
        repairs(() -> Files.delete(work.resolve(".git/HEAD")));
        repairs(() -> Files.writeString(work.resolve(".git/index"), "broken"));
        repairs(() -> GitCommand.in(
                work, "-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "--allow-empty", "-m", "mine"));
    }

    @Test
    void readOnlyDirectoriesOfGoAreNoObstacle() throws Exception {
        checkout.prepare(source(), VERSION, work);
        Path module = Files.createDirectories(work.resolve("out/pkg/mod/a@v1"));
        Files.writeString(module.resolve("a.go"), "package a");
        Files.setPosixFilePermissions(module, PosixFilePermissions.fromString("r-xr-xr-x"));

        assertThat(checkout.prepare(source(), VERSION, work)).isTrue();
        assertThat(work.resolve("out")).doesNotExist();
    }

    @Test
    void anotherCommitOrVersionReplacesIt() throws Exception {
        checkout.prepare(source(), VERSION, work);
        istio.commit("third", Map.of("README.md", "three"));

        assertThat(checkout.prepare(source(), VERSION, work)).isTrue();
        assertThat(Files.readString(work.resolve("README.md"))).isEqualTo("three");
        assertThat(checkout.prepare(source(), "1.14.6", work)).isTrue();
        assertThat(GitCommand.in(work, "tag")).isEqualTo("1.14.6");
    }

    @Test
    void whatAKillLeftIsClearedAway() throws Exception {
        Path half = work.resolveSibling(".istio.incoming");
        Files.createDirectories(half.resolve(".git"));
        Path old = work.resolveSibling(".istio.outgoing");
        Files.createDirectories(old);

        assertThat(checkout.prepare(source(), VERSION, work)).isTrue();
        assertThat(half).doesNotExist();
        assertThat(old).doesNotExist();
    }

    @Test
    void aDirectoryOfSomebodyElseIsRefused() throws Exception {
        Files.createDirectories(work);
        assertThat(checkout.prepare(source(), VERSION, work)).as("an empty one").isTrue();
        Path own = Files.createDirectories(temp.resolve("own"));
        Files.writeString(own.resolve("thesis.txt"), "my only copy");

        assertThatThrownBy(() -> checkout.prepare(source(), VERSION, own))
                .isInstanceOf(CheckoutException.class)
                .hasMessageContaining(own.toString());
        assertThatThrownBy(() -> checkout.prepare(source(), VERSION, istio.directory()))
                .isInstanceOf(CheckoutException.class);
        assertThatThrownBy(() -> checkout.prepare(source(), VERSION, own.resolve("thesis.txt")))
                .isInstanceOf(CheckoutException.class);
        assertThat(own.resolve("thesis.txt")).hasContent("my only copy");
    }

    @Test
    void aSubmoduleIsAnEmptyDirectory() throws Exception {
        DirCache index = istio.git().getRepository().lockDirCache();
        DirCacheEditor editor = index.editor();
        editor.add(new DirCacheEditor.PathEdit("third_party/lib") {
            @Override
            public void apply(DirCacheEntry entry) {
                entry.setFileMode(FileMode.GITLINK);
                entry.setObjectId(ObjectId.fromString(istio.head()));
            }
        });
        editor.commit();
        istio.git().commit().setMessage("submodule").setSign(false).call();

        checkout.prepare(source(), VERSION, work);

        try (Stream<Path> content = Files.list(work.resolve("third_party/lib"))) {
            assertThat(content).isEmpty();
        }
        assertThat(GitCommand.in(work, "status", "--porcelain")).isEmpty();
        assertThat(checkout.prepare(source(), VERSION, work)).isFalse();
    }

    @Test
    void aSourceThatIsNotThereIsToldByName() {
        ResolvedSource gone = new ResolvedSource(
                "api",
                temp.resolve("gone").toString(),
                Optional.empty(),
                istio.head(),
                "given",
                false,
                Instant.EPOCH,
                false);

        assertThatThrownBy(() -> checkout.prepare(gone, VERSION, work))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageStartingWith("source 'api': ");
        assertThat(work).doesNotExist();
    }

    @Test
    void aPathThatLeadsIntoTheRepositoryIsRefused() throws Exception {
        try (ObjectInserter inserter = istio.git().getRepository().newObjectInserter()) {
            TreeFormatter inner = new TreeFormatter();
            inner.append("config", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[] {'x'}));
            TreeFormatter tree = new TreeFormatter();
            tree.append(".git", FileMode.TREE, inserter.insert(inner));
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setAuthor(new PersonIdent("a", "a@example.com"));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("malicious");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            GitCommand.in(istio.directory(), "update-ref", "refs/heads/main", id.name());
        }
        ResolvedSource malicious = source();

        assertThatThrownBy(() -> checkout.prepare(malicious, VERSION, work))
                .isInstanceOf(CheckoutException.class)
                .hasMessageContaining(".git");
        assertThat(work).doesNotExist();
    }

    @Test
    void aKillInTheMiddleLeavesNothingHalf() throws Exception {
        for (int i = 0; i < 1500; i++) {
            istio.write("many/" + i % 50 + "/" + i, "content of " + i);
        }
        istio.commit("many");
        Path half = work.resolveSibling(".istio.incoming");
        Process process =
                SourceProcess.start(temp.resolve("cache"), istio.directory().toString(), "main", work);
        while (process.isAlive() && !Files.exists(half.resolve("many/1"))) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        assertThat(half).exists();
        assertThat(work).doesNotExist();

        assertThat(checkout.prepare(source(), VERSION, work)).isTrue();
        assertThat(half).doesNotExist();
        assertThat(GitCommand.in(work, "status", "--porcelain", "--ignored")).isEmpty();
    }

    private void repairs(Damage damage) throws Exception {
        checkout.prepare(source(), VERSION, work);
        damage.to();
        assertThat(checkout.prepare(source(), VERSION, work)).isTrue();
        assertThat(GitCommand.in(work, "status", "--porcelain", "--ignored")).isEmpty();
        assertThat(GitCommand.in(work, "describe", "--tags")).isEqualTo(VERSION);
        assertThat(mode("bin/run.sh")).isEqualTo("rwxr-xr-x");
    }

    @FunctionalInterface
    private interface Damage {
        void to() throws Exception;
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(work.resolve(path)));
    }

    private MirrorCache mirrors() {
        return new MirrorCache(temp.resolve("cache"), GitAccess.standard());
    }

    private ResolvedSource source() {
        return new SourceResolver(mirrors(), SourceOptions.standard())
                .resolve(Manifests.release(
                        "0.0.1", Manifests.dep("istio").git(istio.directory()).get()))
                .istio();
    }
}
