package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.plan.updates.UpdateFinder;
import io.jenkins.plugins.istioimages.plan.updates.UpdateQuestion;
import io.jenkins.plugins.istioimages.plan.updates.UpdateReport;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.UpstreamRepositories;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "updates",
        mixinStandardHelpOptions = true,
        description = {
            "Says when to build again: newer patch releases of the lines of Istio that have support and of the manifest's,"
                    + " submodules and dependencies whose branches have moved on, support that ends.",
            "Asks git repositories for their branches and tags; writes nothing."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:the work failed",
            "2:wrong usage or input",
            UpdatesCommand.UPDATES + ":there are updates, with --exit-code"
        })
final class UpdatesCommand implements Callable<Integer> {
    /** Neither of the statuses that mean that nothing was found out. */
    static final int UPDATES = 3;

    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private ManifestOptions manifest = new ManifestOptions();

    @Option(
            names = "--supported-releases",
            paramLabel = "FILE",
            description = "table of supported releases in the form of resources/…/supported-releases.yaml; else the one"
                    + " that this program was built with")
    private Path table;

    @Option(
            names = "--line",
            split = ",",
            paramLabel = "X.Y",
            description = "these lines of Istio only; else those that have support, and the manifest's")
    private Set<String> lines = new TreeSet<>();

    @Option(
            names = "--support-days",
            paramLabel = "N",
            defaultValue = "" + UpdateQuestion.WARN_DAYS,
            description = "tell the end of support from so many days before it (default: ${DEFAULT-VALUE})")
    private int supportDays;

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "in the git working tree whose submodules are looked at; else the manifest's directory")
    private Path repository;

    @Mixin
    private GitOptions git = new GitOptions();

    @Option(names = "--json", description = "print all that was looked at as data")
    private boolean json;

    @Option(names = "--exit-code", description = "exit with " + UPDATES + " if there are updates")
    private boolean exitCode;

    UpdatesCommand(Terminal terminal) {
        this(terminal, Clock.systemUTC());
    }

    /** @param clock that says what day it is */
    UpdatesCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ReleaseManifest read = manifest.read(terminal);
        MirrorCache mirrors =
                git.mirrors(System.getenv(), line -> terminal.err().println(line));
        UpdateReport report = new UpdateFinder(new UpstreamRepositories(mirrors), SupportChoice.table(table))
                .find(new UpdateQuestion(
                        read,
                        manifest.versionFile().toString(),
                        manifest.file().toString(),
                        Optional.of(repository == null ? directory() : repository),
                        lines,
                        LocalDate.now(clock),
                        supportDays));
        if (json) {
            terminal.out().print(Json.pretty(report.json()));
        } else {
            report.notices().forEach(notice -> terminal.err().println("notice: " + notice));
            new UpdatesText(report).print(terminal.out());
        }
        terminal.out().flush();
        return exitCode && !report.updates().isEmpty() ? UPDATES : 0;
    }

    private Path directory() {
        Path parent = manifest.file().toAbsolutePath().getParent();
        return parent == null ? Path.of("") : parent;
    }
}
