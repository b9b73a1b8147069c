package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.plan.PlanOptions;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.ReleasePlanner;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.LockYaml;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceImport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Building without a network: mixed into the verbs that plan. */
final class OfflineChoice {
    @Option(
            names = "--offline",
            description =
                    "ask no server: sources come from the cache or --sources, base images from the OCI layout that"
                            + " images are staged in")
    private boolean offline;

    @Option(
            names = "--sources",
            paramLabel = "FILE",
            description = "sources.tar.gz of the release whose lock.yaml is the manifest: sources are taken from there")
    private Path sources;

    boolean offline() {
        return offline;
    }

    /** For programs that are run: Go asks no server either. */
    Map<String, String> environment(Map<String, String> inherited) {
        Map<String, String> environment = new TreeMap<>(inherited);
        if (offline) {
            environment.put("GOPROXY", "off");
        }
        return environment;
    }

    /**
     * Plans. A lock is taken as it stands where servers are not to be asked, or sources are at hand.
     *
     * @param manifest the release's, as it was read
     * @throws InputException if sources are given and the manifest is no lock
     */
    PlannedRelease plan(
            ReleasePlanner planner,
            MirrorCache mirrors,
            ManifestOptions manifest,
            ReleaseManifest read,
            PlanOptions options) {
        Optional<Lock> lock = offline || sources != null
                ? LockYaml.find(manifest.file()).filter(one -> one.version().equals(read.version()))
                : Optional.empty();
        if (sources != null) {
            new SourceImport(mirrors)
                    .read(
                            sources,
                            lock.orElseThrow(() -> new InputException("--sources is for a lock, which says of which"
                                    + " commits they are: give the lock.yaml that lies beside " + sources)));
        }
        return lock.isPresent() ? planner.plan(read, lock.get(), options) : planner.plan(read, options);
    }
}
