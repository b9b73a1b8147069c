package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    private static final String OUTPUTS = "helm,archive,grafana,licenses";

    @TempDir
    private Path directory;

    @Test
    void aWholeReleaseEndsWithZero() {
        CliRun run = validate(ReleaseFixture.valid(), "--outputs", OUTPUTS);
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("checksums", "passed", ReleaseFixture.VERSION + ": ", " 0 failed");
    }

    @Test
    void aBrokenReleaseEndsWithOneAndNamesWhatIsBroken() {
        ReleaseFixture fixture = ReleaseFixture.valid();
        fixture.files().remove("grafana/pilot-dashboard.json");
        CliRun run = validate(fixture, "--outputs", OUTPUTS);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("grafana  grafana/pilot-dashboard.json  is missing; the manifest names it");
    }

    @Test
    void aDirectoryThatIsNoReleaseEndsWithTwo() {
        CliRun run = CliRun.of("validate", "--release", directory.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("is no release: it has no manifest.yaml");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anUnknownOutputEndsWithTwo() {
        CliRun run = validate(ReleaseFixture.valid(), "--outputs", "helms");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is no output 'helms'", "did you mean 'helm'?");
    }

    @Test
    void imagesAreNotStagedInAnArchive() {
        CliRun run = validate(ReleaseFixture.valid(), "--staging", "docker-archive:pilot.tar");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--staging docker-archive:pilot.tar: images are staged in a registry or an OCI");
    }

    @Test
    void withJsonStandardOutputIsData() {
        CliRun run = validate(ReleaseFixture.valid(), "--json", "--outputs", "helm");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("{").contains("\"passed\" : true", "\"not-applicable\"");
    }

    @Test
    void theJunitReportIsWrittenAlsoWhereSomethingFailed() throws IOException {
        ReleaseFixture fixture = ReleaseFixture.valid();
        fixture.files().remove("grafana/pilot-dashboard.json");
        Path file = directory.resolve("reports/validate.xml");
        CliRun run = validate(fixture, "--outputs", "grafana", "--junit", file.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(Files.readString(file))
                .contains("<failure type=\"finding\" message=\"grafana/pilot-dashboard.json: ");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
    }

    private CliRun validate(ReleaseFixture fixture, String... options) {
        String out = fixture.write(directory.resolve("out")).toString();
        String[] words = new String[options.length + 3];
        words[0] = "validate";
        words[1] = "--release";
        words[2] = out;
        System.arraycopy(options, 0, words, 3, options.length);
        return CliRun.of(words);
    }
}
