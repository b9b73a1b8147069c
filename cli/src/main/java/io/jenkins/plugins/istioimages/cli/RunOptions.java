package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Where a run works, how long its programs may take and what it says: mixed into the verbs that run stages. */
final class RunOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "release directory; else the manifest's directory, else a new temporary one")
    private Path output;

    @Option(names = "--timeout", paramLabel = "MINUTES", description = "for every program that is run; default 360")
    private long timeout = ProcessLimits.DEFAULT.overall().toMinutes();

    @Option(
            names = {"-q", "--quiet"},
            description = "leave the output of make out; a failed stage shows its last lines all the same")
    private boolean quiet;

    /**
     * The release directory.
     *
     * @param prefix of the name of a temporary one
     */
    Path directory(ReleaseManifest manifest, String prefix) throws IOException {
        if (output != null) {
            return output;
        }
        return manifest.directory().isPresent()
                ? Path.of(manifest.directory().get())
                : Files.createTempDirectory(prefix);
    }

    ProcessLimits limits() {
        return ProcessLimits.DEFAULT.withOverall(Duration.ofMinutes(timeout));
    }

    BuildLog log(Terminal terminal) {
        return new BuildLog(terminal, quiet);
    }
}
