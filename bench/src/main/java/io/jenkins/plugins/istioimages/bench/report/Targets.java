package io.jenkins.plugins.istioimages.bench.report;

import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What this project wants of itself, and whether it was reached. Only a full set on a quiet machine can tell. */
public final class Targets {
    private static final double MEMORY_MB = 400;

    private final List<Target> all = new ArrayList<>();

    /** @param archives what is published: it says how many requests a warm publish may take */
    public Targets(ArchiveDirectory archives) {
        all.add(Target.ofBestPeer("cold_gzip", 0.5));
        all.add(Target.ofFloor("cold_gzip", 1.3));
        all.add(Target.ofBestPeer("cold_zstd", 0.4));
        all.add(Target.ofBestPeer("cold_jdk", 1.0));
        all.add(Target.ofBestPeer("warm", 0.3));
        all.add(Target.sentBytes("warm", 0));
        all.add(Target.requests("warm", archives.warmRequests()));
        all.add(Target.ofBestPeer("copy_registry", 0.5));
        all.add(Target.ofBestPeer("assemble", 0.25));
    }

    /** A line per target that was measured, in the order of the scenarios. */
    public List<String> verdicts(Map<String, Summary> summaries) {
        List<String> lines = new ArrayList<>();
        summaries.forEach((scenario, summary) -> Stream.concat(
                        all.stream().filter(target -> target.scenario().equals(scenario)),
                        Stream.of(Target.megabytes(scenario, MEMORY_MB)))
                .map(target -> target.verdict(summary))
                .flatMap(Optional::stream)
                .forEach(lines::add));
        return lines;
    }
}
