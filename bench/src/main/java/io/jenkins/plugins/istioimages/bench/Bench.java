package io.jenkins.plugins.istioimages.bench;

import io.jenkins.plugins.istioimages.bench.contender.OurCli;
import io.jenkins.plugins.istioimages.bench.data.DataSet;
import io.jenkins.plugins.istioimages.bench.report.Report;
import io.jenkins.plugins.istioimages.bench.report.Results;
import io.jenkins.plugins.istioimages.bench.report.Surroundings;
import io.jenkins.plugins.istioimages.bench.report.Targets;
import io.jenkins.plugins.istioimages.bench.scenario.Names;
import io.jenkins.plugins.istioimages.bench.scenario.Programme;
import io.jenkins.plugins.istioimages.bench.scenario.Rounds;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/** Runs the benchmark; {@link Settings} says what can be set. */
public final class Bench {
    private final Settings settings;
    private final PrintStream out;

    public Bench(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Exit status 0, or 1 with the reason on standard error. */
    public static void main(String[] args) throws IOException {
        try {
            new Bench(Settings.from(System.getenv()), System.out).run();
        } catch (BenchException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Measures, prints the tables and writes {@code results.json} and {@code details.json}. */
    public Report run() throws IOException {
        String machine = Surroundings.describe();
        DataSet data = DataSet.open(settings.target().resolve("data"), settings.data());
        String described = data.describe();
        out.println(machine);
        out.println(described);
        Results results = new Results();
        OurCli ours = OurCli.byDefault(settings.ours());
        try (Programme programme =
                new Programme(data, ours, settings.scenarios(), settings.contenders(), settings.storage())) {
            new Rounds(programme.scenarios(), results, settings.storage(), out::println).play(settings.rounds());
        }
        Report report = new Report(
                results, Map.of(Names.COLD_ZSTD, Names.COLD_GZIP, Names.COLD_JDK, Names.COLD_GZIP), machine, described);
        report.write(settings.target());
        out.println();
        out.print(report.text(Names.ALL, new Targets(data.archives())));
        return report;
    }
}
