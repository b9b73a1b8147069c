package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A working tree of this machine as a source: what is committed, or what is there. */
class LocalPathIT {
    @TempDir
    Path temp;

    private TestRepository istio;
    private String head;

    @BeforeEach
    void start() {
        istio = TestRepository.create(temp.resolve("istio"));
        istio.write(".gitignore", "out/\n*.log\n");
        head = istio.commit("first", Map.of("a.go", "a", "b.go", "b", "dir/c.go", "c"));
    }

    @AfterEach
    void stop() {
        istio.close();
    }

    @Test
    void theCommittedStateIsTakenByDefault() throws Exception {
        istio.write("a.go", "changed");

        ResolvedSource source = resolve(SourceOptions.standard());

        assertThat(source.sha()).isEqualTo(head);
        assertThat(source.git()).isEqualTo(istio.directory().toString());
        assertThat(source.how()).isEqualTo("HEAD");
        assertThat(source.dirty()).isFalse();
        assertThat(Files.readString(checkout(source).resolve("a.go"))).isEqualTo("a");
    }

    @Test
    void aRelativePathIsRelativeToTheManifest() {
        Lock lock = resolver(SourceOptions.standard())
                .resolve(release(
                        "1.0.0",
                        dep("istio")
                                .localpath("../istio")
                                .in(temp.resolve("manifests/release.yaml"))
                                .get(),
                        dep("api")
                                .git("../istio")
                                .branch("main")
                                .in(temp.resolve("manifests/release.yaml"))
                                .get()));

        assertThat(lock.istio().sha()).isEqualTo(head);
        assertThat(lock.sources().get("api").git()).isEqualTo(istio.directory().toString());
    }

    @Test
    void uncommittedChangesAreTakenWhenAskedFor() throws Exception {
        change();

        ResolvedSource source = resolve(SourceOptions.standard().withDirty());

        assertThat(source.dirty()).isTrue();
        assertThat(source.sha()).isNotEqualTo(head);
        assertThat(source.how()).startsWith("uncommitted changes on " + head.substring(0, 12));
        Path work = checkout(source);
        assertThat(Files.readString(work.resolve("a.go"))).isEqualTo("changed");
        assertThat(work.resolve("b.go")).doesNotExist();
        assertThat(Files.readString(work.resolve("dir/new.go"))).isEqualTo("new");
        assertThat(Files.isExecutable(work.resolve("dir/new.go"))).isTrue();
        assertThat(Files.readSymbolicLink(work.resolve("link"))).isEqualTo(Path.of("a.go"));
        assertThat(work.resolve("out")).doesNotExist();
        assertThat(work.resolve("build.log")).doesNotExist();
        assertThat(GitCommand.in(work, "status", "--porcelain", "--ignored")).isEmpty();
        assertThat(GitCommand.in(work, "rev-parse", "HEAD")).isEqualTo(source.sha());
    }

    @Test
    void theIdOfChangesNamesTheirContent() throws Exception {
        change();
        String changed = resolve(SourceOptions.standard().withDirty()).sha();
        GitCommand.in(istio.directory(), "add", "-A");
        String staged = resolve(SourceOptions.standard().withDirty()).sha();
        istio.write("a.go", "changed again");
        String other = resolve(SourceOptions.standard().withDirty()).sha();
        istio.write("a.go", "changed");
        String back = resolve(SourceOptions.standard().withDirty()).sha();

        assertThat(staged).isEqualTo(changed);
        assertThat(other).isNotEqualTo(changed);
        assertThat(back).isEqualTo(changed);
        assertThat(resolve(SourceOptions.standard()).sha()).isEqualTo(head);
    }

    @Test
    void theUsersRepositoryIsOnlyRead() throws Exception {
        change();
        String before = GitCommand.in(istio.directory(), "count-objects", "-v") + status();

        resolve(SourceOptions.standard().withDirty());

        assertThat(GitCommand.in(istio.directory(), "count-objects", "-v") + status())
                .isEqualTo(before);
    }

    @Test
    void withoutChangesItIsTheCommit() {
        istio.write("out/pilot", "ignored");

        ResolvedSource source = resolve(SourceOptions.standard().withDirty());

        assertThat(source.sha()).isEqualTo(head);
        assertThat(source.dirty()).isFalse();
    }

    @Test
    void aLockOfChangesIsBuiltAgainFromTheCache() throws Exception {
        change();
        var manifest =
                release("1.0.0", dep("istio").localpath(istio.directory()).get());
        Lock lock = resolver(SourceOptions.standard().withDirty()).resolve(manifest);
        istio.write("a.go", "something else by now");

        Lock again = resolver(SourceOptions.standard())
                .resolve(ManifestReader.read(
                                "lock.yaml", LockYaml.write(manifest, lock).getBytes(StandardCharsets.UTF_8))
                        .manifest());

        assertThat(again.istio().sha()).isEqualTo(lock.istio().sha());
        assertThat(again.istio().dirty()).isTrue();
        assertThat(Files.readString(checkout(again.istio()).resolve("a.go"))).isEqualTo("changed");
    }

    @Test
    void aLinkedWorkingTreeIsTaken() throws Exception {
        Path linked = temp.resolve("linked");
        GitCommand.in(istio.directory(), "worktree", "add", "-q", "-b", "other", linked.toString());
        Files.writeString(linked.resolve("a.go"), "in the linked tree");

        Lock committed = resolver(SourceOptions.standard())
                .resolve(release("1.0.0", dep("istio").localpath(linked).get()));
        Lock dirty = resolver(SourceOptions.standard().withDirty())
                .resolve(release("1.0.0", dep("istio").localpath(linked).get()));

        assertThat(committed.istio().sha()).isEqualTo(head);
        assertThat(Files.readString(checkout(dirty.istio()).resolve("a.go"))).isEqualTo("in the linked tree");
    }

    @Test
    void aShallowOrBareCloneIsTaken() throws Exception {
        istio.commit("second", Map.of("a.go", "2"));
        GitCommand.in(
                temp,
                "clone",
                "-q",
                "--depth=1",
                "file://" + istio.directory(),
                temp.resolve("shallow").toString());
        GitCommand.in(
                temp,
                "clone",
                "-q",
                "--bare",
                istio.directory().toString(),
                temp.resolve("bare").toString());

        for (String name : new String[] {"shallow", "bare"}) {
            Lock lock = resolver(SourceOptions.standard())
                    .resolve(release(
                            "1.0.0", dep("istio").localpath(temp.resolve(name)).get()));
            assertThat(Files.readString(checkout(lock.istio()).resolve("a.go"))).isEqualTo("2");
        }
        assertThatThrownBy(() -> resolver(SourceOptions.standard().withDirty())
                        .resolve(release(
                                "1.0.0",
                                dep("istio").localpath(temp.resolve("bare")).get())))
                .isInstanceOf(InvalidSourceException.class)
                .hasMessageContaining("bare repository");
    }

    @Test
    void unresolvedConflictsAreRefused() throws Exception {
        istio.branch("side");
        istio.commit("side", Map.of("a.go", "side"));
        istio.checkout("main");
        istio.commit("main", Map.of("a.go", "main"));
        assertThatThrownBy(() -> GitCommand.in(
                        istio.directory(), "-c", "user.name=a", "-c", "user.email=b", "merge", "-q", "side"))
                .hasMessageContaining("CONFLICT");

        assertThatThrownBy(() -> resolve(SourceOptions.standard().withDirty()))
                .isInstanceOf(InvalidSourceException.class)
                .hasMessageContaining("a.go has unresolved conflicts");
    }

    @Test
    void carriageReturnsOfACheckoutAreNoChange() throws Exception {
        istio.write(".gitattributes", "*.bat text eol=crlf\n").write("run.bat", "a\r\nb\r\n");
        GitCommand.in(istio.directory(), "add", "-A");
        head = istio.commit("bat");

        ResolvedSource source = resolve(SourceOptions.standard().withDirty());

        assertThat(source.sha()).isEqualTo(head);
        Path work = checkout(source);
        assertThat(Files.readString(work.resolve("run.bat"))).isEqualTo("a\r\nb\r\n");
        assertThat(GitCommand.in(work, "diff-index", "--name-only", "HEAD")).isEmpty();
    }

    private void change() throws Exception {
        istio.write("a.go", "changed")
                .write("dir/new.go", "new")
                .write("out/pilot", "x")
                .write("build.log", "x");
        Files.setPosixFilePermissions(
                istio.directory().resolve("dir/new.go"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(istio.directory().resolve("link"), Path.of("a.go"));
        Files.delete(istio.directory().resolve("b.go"));
    }

    private String status() throws Exception {
        return GitCommand.in(istio.directory(), "status", "--porcelain");
    }

    private ResolvedSource resolve(SourceOptions options) {
        return resolver(options)
                .resolve(release(
                        "1.0.0", dep("istio").localpath(istio.directory()).get()))
                .istio();
    }

    private SourceResolver resolver(SourceOptions options) {
        return new SourceResolver(new MirrorCache(temp.resolve("cache"), GitAccess.standard()), options);
    }

    private Path checkout(ResolvedSource source) {
        Path work = temp.resolve("work");
        new Checkout(new MirrorCache(temp.resolve("cache"), GitAccess.standard())).prepare(source, "1.0.0", work);
        return work;
    }
}
