package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogSourceTest {
    @ParameterizedTest(name = "{0} in the manifest is {2} in the catalog")
    @CsvSource({
        "https://git.example/istio,https://git.example/istio,https://git.example/istio",
        "https://bob:secret@git.example/istio,https://git.example/istio,https://git.example/istio",
        "git@git.example:istio/istio,git@git.example:istio/istio,git@git.example:istio/istio",
        "../git/istio.git,/home/me/git/istio.git,../git/istio.git",
        "./git/../istio,/home/me/istio,istio",
        ".,/home/me/project,.",
        "/srv/git/istio,/srv/git/istio,file:///srv/git/istio",
        "file:///srv/git/istio,/srv/git/istio,file:///srv/git/istio",
        "FILE:/srv/a%20b,/srv/a b,file:///srv/a%20b",
        "/srv/ü,/srv/ü,file:///srv/%C3%BC",
    })
    void whereARepositoryIs(String written, String resolved, String shown) {
        assertThat(CatalogSource.of(source(resolved), git(written)).git()).isEqualTo(shown);
        assertThat(CatalogSource.of(source(resolved), localpath(written)).git()).isEqualTo(shown);
    }

    @Test
    void ofALockAloneOnlyTheMachinesPathIsKnown() {
        assertThat(CatalogSource.of(source("/home/me/git/istio.git")).git()).isEqualTo("file:///home/me/git/istio.git");
    }

    private static ResolvedSource source(String git) {
        return new ResolvedSource(
                "istio", git, Optional.of("main"), "1".repeat(40), "tip of branch main", false, Instant.EPOCH, false);
    }

    private static Dependency git(String git) {
        return dependency(Optional.of(git), Optional.empty());
    }

    private static Dependency localpath(String path) {
        return dependency(Optional.empty(), Optional.of(path));
    }

    private static Dependency dependency(Optional<String> git, Optional<String> path) {
        return new Dependency(
                "istio",
                git,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                path,
                false,
                new SourceLocation("manifest.yaml", 1, 1));
    }
}
