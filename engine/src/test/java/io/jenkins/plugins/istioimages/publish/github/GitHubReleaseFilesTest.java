package io.jenkins.plugins.istioimages.publish.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes into a release: its assets, notes and marks. */
class GitHubReleaseFilesTest {
    private static final String COMMIT = "1111111111111111111111111111111111111111";

    @TempDir
    Path out;

    @Test
    void assetsAreTheFilesAtTheTopThatReleaseBuilderUploads() throws IOException {
        for (String name : List.of("istioctl-1.0.0-osx.tar.gz", "istio-source.spdx", "lock.yaml", ".istio.part")) {
            Files.writeString(out.resolve(name), name);
        }
        Files.createDirectories(out.resolve("istio"));
        assertThat(ReleaseAsset.of(out))
                .extracting(ReleaseAsset::name)
                .containsExactly("istio-source.spdx", "istioctl-1.0.0-osx.tar.gz");
    }

    @Test
    void aFileThatIsNotWhatItsChecksumSaysIsNotPublished() throws IOException {
        Files.writeString(out.resolve("istio.tar.gz"), "changed since");
        Files.writeString(out.resolve("istio.tar.gz.sha256"), "0123 istio.tar.gz\n");
        assertThatThrownBy(() -> ReleaseAsset.of(out))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("istio.tar.gz is not what istio.tar.gz.sha256 says");
    }

    @Test
    void aNameThatGitHubWouldChangeIsTold() throws IOException {
        Files.writeString(out.resolve("istio notes.txt"), "notes");
        assertThatThrownBy(() -> ReleaseAsset.of(out))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("istio notes.txt would have another name on GitHub");
    }

    @Test
    void aDirectoryWithoutAReleaseIsTold() {
        assertThatThrownBy(() -> ReleaseAsset.of(out)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ReleaseAsset.of(out.resolve("missing"))).isInstanceOf(InputException.class);
    }

    @Test
    void notesComeFromATemplate() throws IOException {
        ReleaseNotes notes = new ReleaseNotes(new ReleaseVersion("1.14.5"), COMMIT);
        Path file = Files.writeString(out.resolve("notes.md"), "{{version}} of {{ minor }} at {{commit}}, $1 {x}");
        assertThat(notes.read(file)).isEqualTo("1.14.5 of 1.14 at " + COMMIT + ", $1 {x}");
        assertThatThrownBy(() -> notes.from("{{verson}}", "notes.md"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("did you mean 'version'?");
        assertThatThrownBy(() -> notes.read(out.resolve("none"))).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> notes.from("x".repeat(125_001), "notes")).isInstanceOf(InputException.class);
        assertThat(new ReleaseNotes(new ReleaseVersion("2022-10-12"), COMMIT).standard())
                .contains("2022-10-12");
    }

    @ParameterizedTest
    @CsvSource({"1.14.5,false", "1.15.0-rc.1,true", "1.15.0-alpha.0,true", "1.29-alpha.0c5e,true", "2022-10-12,false"})
    void aPrereleaseIsOneByItsVersion(String version, boolean prerelease) {
        ReleaseOrder order = ReleaseOrder.of(new ReleaseVersion(version), COMMIT, "", true, List.of());
        assertThat(order.prerelease()).isEqualTo(prerelease);
        assertThat(order.marked(!prerelease).prerelease()).isEqualTo(!prerelease);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com, https://api.github.com, https://uploads.github.com, https://github.com",
        "https://ghe.example/api/v3/, https://ghe.example/api/v3, https://ghe.example/api/uploads,"
                + " https://ghe.example/"
    })
    void aServerIsKnownByItsApi(String given, String api, String uploads, String web) {
        GitHubServer server = GitHubServer.at(given);
        assertThat(server.api()).hasToString(api);
        assertThat(server.uploads()).hasToString(uploads);
        assertThat(server.web()).hasToString(web);
    }

    @ParameterizedTest
    @CsvSource({"ftp://ghe.example", "https://user:secret@ghe.example/api/v3", "ghe.example", "'h ttp://x'"})
    void whatIsNoApiIsRefused(String given) {
        assertThatThrownBy(() -> GitHubServer.at(given)).isInstanceOf(InputException.class);
    }
}
