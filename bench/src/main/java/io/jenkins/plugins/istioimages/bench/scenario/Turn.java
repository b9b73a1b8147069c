package io.jenkins.plugins.istioimages.bench.scenario;

import io.jenkins.plugins.istioimages.bench.BenchException;
import io.jenkins.plugins.istioimages.bench.Trees;
import io.jenkins.plugins.istioimages.bench.contender.Contender;
import io.jenkins.plugins.istioimages.bench.contender.Hub;
import io.jenkins.plugins.istioimages.bench.contender.Workspace;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.measure.CountingProxy;
import io.jenkins.plugins.istioimages.bench.measure.Counts;
import io.jenkins.plugins.istioimages.bench.measure.Measurement;
import io.jenkins.plugins.istioimages.bench.measure.Stopwatch;
import io.jenkins.plugins.istioimages.bench.registry.Check;
import io.jenkins.plugins.istioimages.bench.registry.RegistryApi;
import io.jenkins.plugins.istioimages.bench.registry.RegistryServer;
import io.jenkins.plugins.istioimages.bench.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One contender's turn in one round: an empty registry, empty caches. */
public final class Turn implements AutoCloseable {
    /** Path of the hub on its registry. */
    private static final String HUB = "istio";

    private final Contender contender;
    private final Results results;
    private final boolean counted;
    private final Path directory;
    private final RegistryServer registry;
    private final CountingProxy proxy;
    private final Workspace workspace;
    private final Stopwatch stopwatch;

    /**
     * Begins a turn.
     *
     * @param storage directory for everything that is written in it
     * @param counted whether traffic is counted and layers are read back, instead of taking the time
     */
    public Turn(Contender contender, Results results, Path storage, boolean counted) throws IOException {
        this.contender = contender;
        this.results = results;
        this.counted = counted;
        Files.createDirectories(storage);
        this.directory = Files.createTempDirectory(storage, contender.name());
        this.registry = RegistryServer.start(directory);
        this.proxy = counted ? CountingProxy.to(registry.port()) : null;
        this.workspace = contender.begin(Files.createDirectory(directory.resolve("work")));
        this.stopwatch = new Stopwatch(directory);
    }

    public Workspace workspace() {
        return workspace;
    }

    /** The hub as the contender sees it. */
    public Hub hub() {
        return hub(HUB);
    }

    /** Another hub on the same registry. */
    public Hub hub(String path) {
        return new Hub(proxy == null ? registry.host() : proxy.host(), path);
    }

    /** The registry without anyone between. */
    public RegistryApi registry() {
        return new RegistryApi(registry.host());
    }

    /** Runs a command, checks what it did and keeps what was measured. */
    public void run(String scenario, Command command, Check check) throws IOException {
        Counts before = proxy == null ? Counts.NONE : proxy.counts();
        Measurement measurement = runAndCheck(scenario, command, check);
        if (counted) {
            results.count(scenario, contender.name(), proxy.counts().minus(before));
        } else {
            results.time(scenario, contender.name(), measurement);
        }
    }

    /** Runs a command to have its result, not its time. */
    public void prepare(String scenario, Command command, Check check) throws IOException {
        runAndCheck(scenario, command, check);
    }

    private Measurement runAndCheck(String scenario, Command command, Check check) throws IOException {
        try {
            Measurement measurement = stopwatch.time(command, workspace.daemons());
            check.in(registry(), counted);
            return measurement;
        } catch (BenchException e) {
            throw new BenchException(contender.name() + " failed in " + scenario + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        workspace.close();
        if (proxy != null) {
            proxy.close();
        }
        registry.close();
        Trees.delete(directory);
    }
}
