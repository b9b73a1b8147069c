package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.catalog.ReleaseBuild;
import io.jenkins.plugins.istioimages.catalog.ReleaseDirectory;
import io.jenkins.plugins.istioimages.catalog.RenderOptions;
import io.jenkins.plugins.istioimages.catalog.Renderings;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.plan.PlanOptions;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.ReleasePlanner;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceOptions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = {
            "Builds a release on this machine: sources, a stage for each platform, images, catalog.",
            "What is done already is not done again; a build that was cut is continued by the same command."
        })
final class BuildCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ManifestOptions manifest = new ManifestOptions();

    @Mixin
    private SupportChoice support = new SupportChoice();

    @Mixin
    private PlanChoices choices = new PlanChoices();

    @Mixin
    private GitOptions git = new GitOptions();

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Option(
            names = "--staging",
            paramLabel = "REF",
            description = "registry and path that images are pushed to, or oci:DIR; else an OCI layout in the release"
                    + " directory, with the names of the manifest's hub")
    private String staging;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "how many stages, and images of a stage, are worked on at once; else one for each core")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Mixin
    private ContainerChoices containers = new ContainerChoices();

    @Option(names = "--json", description = "print the catalog as JSON")
    private boolean json;

    BuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> environment = git.network().environment(System.getenv());
        containers.options();
        ReleaseManifest read = manifest.read(terminal);
        support.check(read, terminal);
        Compressor compressor = choices.compressor(System.getenv());
        MirrorCache mirrors = git.mirrors(environment, line -> terminal.err().println(line));
        SourceOptions sources = SourceOptions.standard();
        try (ReleaseDirectory directory = ReleaseDirectory.take(run.directory(read, "istio-release"));
                Staging place = stores.staging(
                        staging, directory.layout(), terminal, git.network().offline())) {
            ReleasePlanner planner = new ReleasePlanner(mirrors, git.dirty() ? sources.withDirty() : sources);
            PlanOptions options = choices.options(compressor.id(), place.hub());
            PlannedRelease release = git.network().plan(planner, mirrors, manifest, read, options);
            Optional<PlannedRelease> bases = choices.bases(planner, release, options);
            release.plan().notices().forEach(notice -> terminal.err().println("notice: " + notice));
            LeftOut leftOut = new LeftOut(release.plan());
            leftOut.announce(terminal.err());
            ReleaseBuild.Built built = new ReleaseRun(
                            mirrors,
                            place.store(),
                            place.bases(),
                            compressor,
                            run.limits(),
                            containers,
                            jobs,
                            environment,
                            run.log(terminal))
                    .run(bases, release, directory);
            built.removed().ifPresent(told -> terminal.err().println("notice: " + told));
            built.catalog().ifPresent(catalog -> terminal.out()
                    .print(Renderings.named(json ? "json" : "table", RenderOptions.DEFAULT)
                            .render(catalog)));
            built.files().forEach(file -> terminal.err().println(file.path() + " " + file.size() + " bytes"));
            // With --json standard output is for the catalog alone.
            leftOut.print(json ? terminal.err() : terminal.out());
            terminal.out().flush();
            terminal.err().println("the release is in " + directory.out());
        }
        return 0;
    }
}
