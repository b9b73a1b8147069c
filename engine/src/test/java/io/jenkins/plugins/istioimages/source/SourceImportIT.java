package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceImportIT {
    @TempDir
    Path temp;

    private Lock lock;
    private Path archive;

    @BeforeEach
    void archive() throws Exception {
        try (TestRepository istio = TestRepository.create(temp.resolve("istio"));
                TestRepository api = TestRepository.create(temp.resolve("api"))) {
            istio.write("run.sh", "#!/bin/sh\n")
                    .write("d/".repeat(40) + "x".repeat(90), "deep")
                    .write("ü", "name")
                    .write("empty", "");
            Files.setPosixFilePermissions(
                    istio.directory().resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createSymbolicLink(istio.directory().resolve("link"), Path.of("run.sh"));
            istio.commit("first");
            istio.commit("second, with a parent", Map.of("later", "1"));
            api.commit("api", Map.of("a", "1"));
            MirrorCache mirrors = cache("first");
            lock = new SourceResolver(mirrors, SourceOptions.standard())
                    .resolve(release(
                            "1.0.0",
                            dep("istio").git(istio.directory()).get(),
                            dep("api").git(api.directory()).get()));
            archive = temp.resolve("sources.tar.gz");
            write(mirrors, lock, archive);
        }
    }

    @Test
    void sourcesComeBackWithTheirCommitsWhereTheRepositoriesAreGone() throws Exception {
        Files.move(temp.resolve("istio"), temp.resolve("away"));
        Files.move(temp.resolve("api"), temp.resolve("away-too"));
        MirrorCache offline =
                new MirrorCache(temp.resolve("second"), GitAccess.standard().withoutNetwork());
        new SourceImport(offline).read(archive, lock);
        Path tree = temp.resolve("tree");
        assertThat(new Checkout(offline).prepare(lock.istio(), "1.0.0", tree)).isTrue();
        assertThat(GitCommand.in(tree, "rev-parse", "HEAD").strip())
                .isEqualTo(lock.istio().sha());
        assertThat(GitCommand.in(tree, "status", "--porcelain")).isEmpty();
        assertThat(GitCommand.in(tree, "fsck", "--strict")).isEmpty();
        assertThat(Files.isExecutable(tree.resolve("run.sh"))).isTrue();
        assertThat(Files.readSymbolicLink(tree.resolve("link"))).isEqualTo(Path.of("run.sh"));
        Path again = temp.resolve("again.tar.gz");
        write(offline, lock, again);
        assertThat(again).hasSameBinaryContentAs(archive);
    }

    @Test
    void whatIsHereAlreadyIsTakenOnce() throws Exception {
        MirrorCache mirrors = cache("second");
        new SourceImport(mirrors).read(archive, lock);
        new SourceImport(mirrors).read(archive, lock);
        try (var packs = Files.walk(temp.resolve("second"))) {
            assertThat(packs.filter(file -> file.toString().endsWith(".pack"))).hasSize(2);
        }
    }

    @Test
    void submodulesAreRememberedByTheirCommits() throws Exception {
        ObjectId submodule = ObjectId.fromString("1".repeat(40));
        Path bare = temp.resolve("sub.git");
        String sha;
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(bare.toFile()).setBare().build()) {
            repository.create(true);
            sha = commitWithSubmodule(repository, submodule);
        }
        Lock withSubmodule = new Lock(
                "1.0.0",
                Map.of(
                        "istio",
                        new ResolvedSource(
                                "istio",
                                bare.toString(),
                                Optional.of("main"),
                                sha,
                                "given",
                                false,
                                lock.istio().committed(),
                                false)));
        Path file = temp.resolve("sub.tar.gz");
        write(cache("first"), withSubmodule, file);
        Files.move(bare, temp.resolve("gone.git"));
        MirrorCache mirrors = cache("second");
        new SourceImport(mirrors).read(file, withSubmodule);
        assertThat(new Checkout(mirrors).prepare(withSubmodule.istio(), "1.0.0", temp.resolve("tree")))
                .isTrue();
        assertThat(GitCommand.in(temp.resolve("tree"), "ls-tree", "HEAD", "module"))
                .startsWith("160000 commit " + submodule.name());
    }

    @Test
    void aChangedFileIsNotedAndNothingOfItIsTaken() throws Exception {
        Path changed = change(text -> text.replace("#!/bin/sh\n", "#!/bin/SH\n"));
        MirrorCache mirrors =
                new MirrorCache(temp.resolve("second"), GitAccess.standard().withoutNetwork());
        Files.move(temp.resolve("istio"), temp.resolve("away"));
        assertThatThrownBy(() -> new SourceImport(mirrors).read(changed, lock))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the files of istio are not those of commit "
                        + lock.istio().sha());
        assertThatThrownBy(() -> new Checkout(mirrors).prepare(lock.istio(), "1.0.0", temp.resolve("tree")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aSourceThatIsNotThereIsNamed() throws Exception {
        Map<String, ResolvedSource> more = new LinkedHashMap<>(lock.sources());
        ResolvedSource api = more.get("api");
        more.put(
                "tools",
                new ResolvedSource(
                        "tools", api.git(), api.branch(), api.sha(), api.how(), false, api.committed(), false));
        assertThatThrownBy(() -> new SourceImport(cache("second")).read(archive, new Lock("1.0.0", more)))
                .isInstanceOf(InputException.class)
                .hasMessage(archive + " does not have the sources of tools");
    }

    @Test
    void anotherCommitThanTheLocksIsSaid() {
        ResolvedSource api = lock.sources().get("api");
        ResolvedSource other = new ResolvedSource(
                "istio", api.git(), api.branch(), api.sha(), api.how(), false, api.committed(), false);
        assertThatThrownBy(() ->
                        new SourceImport(cache("second")).read(archive, new Lock("1.0.0", Map.of("istio", other))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the lock names " + api.sha());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no archive", "\u001f\u008b\b"})
    void whatIsNoArchiveIsRefused(String content) throws IOException {
        Path file = temp.resolve("bad.tar.gz");
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new SourceImport(cache("second")).read(file, lock))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString());
    }

    private Path change(UnaryOperator<String> change) throws IOException {
        Path changed = temp.resolve("changed.tar.gz");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(archive));
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(changed))) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            out.write(change.apply(text).getBytes(StandardCharsets.ISO_8859_1));
        }
        return changed;
    }

    private static String commitWithSubmodule(Repository repository, ObjectId submodule) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache files = DirCache.newInCore();
            DirCacheBuilder builder = files.builder();
            DirCacheEntry entry = new DirCacheEntry("module");
            entry.setFileMode(FileMode.GITLINK);
            entry.setObjectId(submodule);
            builder.add(entry);
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            commit.setAuthor(new PersonIdent("a", "a@example.com"));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("with a submodule");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id.name();
        }
    }

    private static void write(MirrorCache mirrors, Lock lock, Path file) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        new SourceArchive(mirrors).write(lock, tar);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(tar.toByteArray());
        }
    }

    private MirrorCache cache(String name) {
        return new MirrorCache(temp.resolve(name), GitAccess.standard());
    }
}
