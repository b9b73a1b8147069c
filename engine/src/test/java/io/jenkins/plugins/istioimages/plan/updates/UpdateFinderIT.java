package io.jenkins.plugins.istioimages.plan.updates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.GitException;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.TestRepository;
import io.jenkins.plugins.istioimages.source.UpstreamRepositories;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates of real repositories, over HTTP and on disk. */
class UpdateFinderIT {
    private static final LocalDate DAY = LocalDate.of(2022, 10, 12);
    private static final SupportedReleases TABLE = SupportedReleases.parse("""
            releases:
            - version: 1.15.2
            - {version: 1.14.4, endOfSupport: "2022-12-27"}
            - {version: 1.13.8, endOfSupport: "2022-10-12"}
            - {version: 1.12.9, endOfSupport: "2022-07-12"}
            """);

    @TempDir
    Path temp;

    private GitHttpServer server;
    private TestRepository istio;
    private TestRepository tools;

    @BeforeEach
    void upstream() {
        istio = TestRepository.create(temp.resolve("upstream/istio"));
        istio.commit("files", Map.of("README.md", "istio"));
        for (String tag : List.of("1.12.9", "1.13.8", "1.13.9", "1.14.4", "1.14.5-rc.0", "1.15.2")) {
            istio.tag(tag);
        }
        istio.annotatedTag("1.14.5");
        tools = TestRepository.create(temp.resolve("upstream/tools"));
        tools.commit("files", Map.of("README.md", "tools"));
        tools.branch("release-1.14");
        server = GitHttpServer.start(temp.resolve("upstream"));
    }

    @AfterEach
    void stop() {
        server.close();
        istio.close();
        tools.close();
    }

    @Test
    void aNewerPatchOfTheLineThatIsBuiltIsAnUpdateAndSoIsOneThatTheTableDoesNotKnow() {
        UpdateReport report = find(manifest("1.14.4", ""), Set.of());

        assertThat(report.findings())
                .extracting(Finding::kind, Finding::name, Finding::have, Finding::now, Finding::where, Finding::update)
                .containsExactly(
                        tuple(UpdateKind.PATCH, "1.15", "1.15.2", "1.15.2", "table of supported releases", false),
                        tuple(UpdateKind.PATCH, "1.14", "1.14.4", "1.14.5", "Dockerfile.version", true),
                        tuple(
                                UpdateKind.SUPPORT,
                                "1.14",
                                "2022-12-27",
                                "2022-10-12",
                                "table of supported releases",
                                false),
                        tuple(UpdateKind.PATCH, "1.13", "1.13.8", "1.13.9", "table of supported releases", true),
                        tuple(
                                UpdateKind.SUPPORT,
                                "1.13",
                                "2022-10-12",
                                "2022-10-12",
                                "table of supported releases",
                                true));
        assertThat(report.updates())
                .extracting(Finding::text)
                .containsExactly(
                        "Istio 1.14.5 is out, Dockerfile.version has 1.14.4",
                        "Istio 1.13.9 is out, table of supported releases has 1.13.8",
                        "support of Istio 1.13 ends on 2022-10-12, in 0 days");
        assertThat(report.notices()).isEmpty();
        assertThat(report.upstream()).isEqualTo(server.url("istio"));
    }

    @Test
    void theNewestPatchOfALineWithSupportLeftIsNoUpdate() {
        UpdateReport report = find(manifest("1.14.5", ""), Set.of("1.14"));

        assertThat(report.updates()).isEmpty();
        assertThat(report.findings())
                .extracting(Finding::text)
                .containsExactly(
                        "1.14.5 is the newest of 1.14", "support of Istio 1.14 ends on 2022-12-27, in 76 days");
        assertThat(report.json().path("updates").asInt(-1)).isZero();
    }

    @Test
    void theEndOfSupportIsToldFromAChosenNumberOfDaysBeforeIt() {
        assertThat(support(76)).isTrue();
        assertThat(support(75)).isFalse();
        assertThatThrownBy(() -> support(-1)).isInstanceOf(InputException.class).hasMessageContaining("-1 is below 0");
    }

    @Test
    void theLineThatIsBuiltIsLookedAtAlsoWithoutSupport() {
        UpdateReport report = find(manifest("1.12.8", ""), Set.of("1.12"));

        assertThat(report.updates())
                .extracting(Finding::text)
                .containsExactly(
                        "Istio 1.12.9 is out, Dockerfile.version has 1.12.8",
                        "Istio 1.12 has had no support since 2022-07-12");
    }

    @Test
    void aLineThatIsNewerThanTheTableIsAnUpdateOfTheTable() {
        istio.tag("1.16.0").tag("1.17.0-alpha.1");

        assertThat(find(manifest("1.15.2", ""), Set.of()).updates())
                .filteredOn(finding -> finding.kind() == UpdateKind.LINE)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.name()).isEqualTo("1.16");
                    assertThat(finding.text())
                            .isEqualTo("Istio 1.16 is out (1.16.0), the newest line of the table is 1.15");
                });
    }

    @Test
    void aSubmoduleThatItsBranchHasLeftBehindIsAnUpdate() throws Exception {
        Path repository = superproject("[submodule \"tools\"]\n\tpath = tools\n\turl = " + server.url("tools")
                + "\n\tbranch = release-1.14\n");
        String pinned = tools.head();
        assertThat(commits(repository)).singleElement().satisfies(finding -> {
            assertThat(finding.update()).isFalse();
            assertThat(finding.have()).isEqualTo(pinned).isEqualTo(finding.now());
        });

        String newer = tools.commit("newer compiler", Map.of("docker/Dockerfile", "FROM ubuntu:22.04\n"));
        tools.checkout("main").commit("not of this line", Map.of("README.md", "main"));

        assertThat(commits(repository)).singleElement().satisfies(finding -> {
            assertThat(finding.update()).isTrue();
            assertThat(finding.name()).isEqualTo("tools");
            assertThat(finding.now()).isEqualTo(newer);
            assertThat(finding.where()).isEqualTo(".gitmodules");
            assertThat(finding.text())
                    .isEqualTo("branch release-1.14 of " + server.url("tools") + " is at " + newer.substring(0, 12)
                            + ", .gitmodules has tools at " + pinned.substring(0, 12));
        });
    }

    @Test
    void aSubmoduleWithoutABranchFollowsTheDefaultOneAndARelativeUrlIsOfTheRepositoryItself() throws Exception {
        Path repository = superproject("[submodule \"t\"]\n\tpath = tools\n\turl = ../upstream/tools\n");
        String newer = tools.checkout("main").commit("on main", Map.of("README.md", "main"));

        assertThat(commits(repository)).singleElement().satisfies(finding -> {
            assertThat(finding.update()).isTrue();
            assertThat(finding.now()).isEqualTo(newer);
        });
    }

    @Test
    void aBranchThatIsGoneIsToldAndAnEntryWithoutSubmoduleCountsForNothing() throws Exception {
        Path repository = superproject("[submodule \"tools\"]\n\tpath = tools\n\turl = " + server.url("tools")
                + "\n\tbranch = release-1.2\n[submodule \"never\"]\n\tpath = never\n\turl = " + server.url("never")
                + "\n");

        UpdateReport report =
                finder().find(question(manifest("1.14.5", ""), Optional.of(repository), Set.of("1.14"), 30));

        assertThat(report.findings()).noneMatch(finding -> finding.kind() == UpdateKind.COMMIT);
        assertThat(report.notices()).containsExactly("tools: there is no branch release-1.2 of " + server.url("tools"));
    }

    @Test
    void aDependencyWithBranchAndCommitIsComparedWithTheTip() {
        String old = tools.head();
        tools.commit("newer", Map.of("README.md", "newer"));
        String entry = """
                  tools: {git: %1$s, branch: release-1.14, sha: %2$s}
                  test-infra: {git: %1$s, branch: release-1.14}
                """.formatted(server.url("tools"), old);

        assertThat(find(manifest("1.14.5", entry), Set.of("1.14")).updates())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(UpdateKind.COMMIT);
                    assertThat(finding.have()).isEqualTo(old);
                    assertThat(finding.where()).isEqualTo("manifest.yaml");
                });
    }

    @Test
    void whatCannotBeSaidIsANotice() {
        TestRepository bare = TestRepository.create(temp.resolve("upstream/untagged"));
        bare.commit("files", Map.of("a", "b"));
        bare.close();
        ReleaseManifest manifest = read(
                "version: 2022-10-12\ndependencies:\n  istio: {git: " + server.url("untagged") + ", branch: main}\n");

        assertThat(finder().find(question(manifest, Optional.empty(), Set.of("1.99"), 30))
                        .notices())
                .containsExactly(
                        server.url("untagged")
                                + " has no release tags (X.Y.Z); name a repository that has them as istio",
                        "version 2022-10-12 of Dockerfile.version is of no line of Istio",
                        "neither upstream nor the table of supported releases has 1.99");
        assertThat(find(manifest("1.11.1", ""), Set.of()).notices())
                .containsExactly(
                        "the table of supported releases does not have 1.11: when its support ends is not known");
    }

    @Test
    void aRepositoryThatIsNotThereIsAnErrorThatNamesWhoWantsIt() {
        ReleaseManifest manifest =
                read("version: 1.14.5\ndependencies:\n  istio: {git: " + server.url("gone") + ", branch: main}\n");

        assertThatThrownBy(() -> find(manifest, Set.of()))
                .isInstanceOfAny(GitException.class, InputException.class)
                .hasMessageContaining("dependency 'istio'")
                .hasMessageContaining(server.url("gone"));
        assertThatThrownBy(() -> find(manifest, Set.of("one.two"))).hasMessageContaining("line 'one.two' is wrong");
    }

    private boolean support(int days) {
        return finder()
                .find(question(manifest("1.14.5", ""), Optional.empty(), Set.of("1.14"), days))
                .updates()
                .stream()
                .anyMatch(finding -> finding.kind() == UpdateKind.SUPPORT);
    }

    private List<Finding> commits(Path repository) {
        return finder()
                .find(question(manifest("1.14.5", ""), Optional.of(repository), Set.of("1.14"), 30))
                .findings()
                .stream()
                .filter(finding -> finding.kind() == UpdateKind.COMMIT)
                .toList();
    }

    private UpdateReport find(ReleaseManifest manifest, Set<String> lines) {
        return finder().find(question(manifest, Optional.empty(), lines, 30));
    }

    private UpdateFinder finder() {
        MirrorCache mirrors = new MirrorCache(temp.resolve("cache"), GitAccess.standard());
        return new UpdateFinder(new UpstreamRepositories(mirrors), TABLE);
    }

    private static UpdateQuestion question(
            ReleaseManifest manifest, Optional<Path> repository, Set<String> lines, int days) {
        return new UpdateQuestion(manifest, "Dockerfile.version", "manifest.yaml", repository, lines, DAY, days);
    }

    private ReleaseManifest manifest(String version, String more) {
        return read("version: " + version + "\ndependencies:\n  istio: {git: " + server.url("istio")
                + ", branch: main}\n" + more);
    }

    private static ReleaseManifest read(String yaml) {
        return ManifestReader.read("manifest.yaml", yaml.getBytes(StandardCharsets.UTF_8))
                .manifest();
    }

    /** A repository with tools at its present commit as submodule, which is not cloned. */
    private Path superproject(String gitmodules) throws Exception {
        Path directory = Files.createDirectories(temp.resolve("own"));
        Files.writeString(directory.resolve(".gitmodules"), gitmodules);
        git(directory, "init", "-q", "-b", "main");
        git(directory, "add", ".gitmodules");
        git(directory, "update-index", "--add", "--cacheinfo", "160000," + tools.head() + ",tools");
        git(directory, "-c", "user.name=D", "-c", "user.email=d@example.com", "commit", "-q", "-m", "tools");
        return Files.createDirectories(directory.resolve("below"));
    }

    private static void git(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
