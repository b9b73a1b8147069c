package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.plan.SupportPolicy;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;

/** Whether a release without support is built: mixed into the verbs that plan. */
final class SupportChoice {
    private static final String ALLOW = "--allow-unsupported";

    @Option(names = ALLOW, description = "plan and build a release of Istio that has no support, too")
    private boolean allow;

    @Option(
            names = "--supported-releases",
            paramLabel = "FILE",
            description = "table of supported releases in the form of resources/…/supported-releases.yaml; else the one"
                    + " that this program was built with")
    private Path table;

    /**
     * Checks what a manifest wants; what a user should know goes to the terminal.
     *
     * @throws io.jenkins.plugins.istioimages.plan.UnsupportedReleaseException if it is refused
     */
    void check(ReleaseManifest manifest, Terminal terminal) {
        new SupportPolicy(table(table), Clock.systemUTC())
                .check(new ReleaseVersion(manifest.version()), allow, ALLOW)
                .ifPresent(notice -> terminal.err().println("notice: " + notice));
    }

    /**
     * A table in a file, else the one that this program was built with.
     *
     * @param file null for none
     */
    static SupportedReleases table(Path file) {
        return file == null ? SupportedReleases.known() : SupportedReleases.read(file);
    }
}
