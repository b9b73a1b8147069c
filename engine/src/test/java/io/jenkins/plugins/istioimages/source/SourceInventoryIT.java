package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceInventoryIT {
    private static final String SUM = "h1:ofyhxvXcZhMsU5ulbFiLKl/XBFqE1GSq7atu8tAmTRI=";

    @TempDir
    Path temp;

    private TestRepository istio;
    private SourceInventory inventory;

    @BeforeEach
    void create() {
        istio = TestRepository.create(temp.resolve("istio"));
    }

    @AfterEach
    void close() {
        istio.close();
    }

    @Test
    void everyFileOfTheCommitIsListedWithTheHashesOfItsContent() throws Exception {
        istio.write("b/ü.txt", "version: 1\n").write("a", "a").write("empty", "");
        Files.createSymbolicLink(istio.directory().resolve("link"), Path.of("a"));
        istio.commit("istio");
        istio.write("uncommitted", "no");
        List<SourceFile> files = new ArrayList<>();
        ResolvedSource source = source();
        inventory.files(source, files::add);
        assertThat(files).extracting(SourceFile::path).containsExactly("a", "b/ü.txt", "empty");
        assertThat(files.get(1).sha1()).isEqualTo("79f6c1950779a3558f3a5f2149c697b23704d971");
        assertThat(files)
                .extracting(SourceFile::sha256)
                .containsExactly(
                        Digest.sha256("a").hex(),
                        Digest.sha256("version: 1\n").hex(),
                        Digest.sha256("").hex());
    }

    @Test
    void modulesAreThoseOfGoModWithTheSumsOfGoSum() {
        istio.write("go.mod", """
                module istio.io/istio

                go 1.18

                require (
                \tgithub.com/google/go-cmp v0.6.0
                \tgithub.com/old/fork v1.0.0
                \tistio.io/api v0.0.0-20221004 // indirect
                \texample.org/here v1.0.0
                )

                replace github.com/old/fork => github.com/new/fork v1.0.1

                replace example.org/here => ./here
                """);
        istio.write(
                "go.sum",
                "github.com/google/go-cmp v0.6.0 " + SUM + "\ngithub.com/google/go-cmp v0.6.0/go.mod h1:other=\n"
                        + "not a line of three\nnonsense\n");
        istio.commit("istio");
        ResolvedSource source = source();
        assertThat(inventory.modules(source))
                .containsExactly(
                        new RequiredModule("github.com/google/go-cmp", "v0.6.0", Optional.of(SUM)),
                        new RequiredModule("github.com/new/fork", "v1.0.1", Optional.empty()),
                        new RequiredModule("istio.io/api", "v0.0.0-20221004", Optional.empty()));
    }

    @Test
    void aSourceWithoutGoModRequiresNothing() {
        istio.commit("istio", java.util.Map.of("go.sum", "a b c\n"));
        ResolvedSource source = source();
        assertThat(inventory.modules(source)).isEmpty();
    }

    @Test
    void aMalformedGoModIsNamedWithItsPlace() {
        istio.commit("istio", java.util.Map.of("go.mod", "module a\nrequire b\n"));
        ResolvedSource source = source();
        assertThatThrownBy(() -> inventory.modules(source))
                .isInstanceOf(SourceFileException.class)
                .hasMessageContaining("istio@" + source.sha().substring(0, 12) + ":go.mod:2:");
    }

    private ResolvedSource source() {
        MirrorCache mirrors = new MirrorCache(temp.resolve("cache"), GitAccess.standard());
        inventory = new SourceInventory(mirrors);
        return new SourceResolver(mirrors, SourceOptions.standard())
                .resolve(release("1.0.0", dep("istio").git(istio.directory()).get()))
                .istio();
    }
}
