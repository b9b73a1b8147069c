package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.catalog.ReleaseDirectory;
import io.jenkins.plugins.istioimages.envoy.EnvoyBuild;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.plan.EnvoyOptions;
import io.jenkins.plugins.istioimages.plan.EnvoyPlanner;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "envoy",
        mixinStandardHelpOptions = true,
        description = {
            "Compiles the proxy of a release, or takes it out of images, and keeps it in the staging registry.",
            "What was compiled once is not compiled again. 'build --envoy IMAGE' takes it into the images of a release."
        })
final class EnvoyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ManifestOptions manifest = new ManifestOptions();

    @Mixin
    private SupportChoice support = new SupportChoice();

    @Mixin
    private EnvoyChoices choices = new EnvoyChoices();

    @Mixin
    private BazelCache bazel = new BazelCache();

    @Mixin
    private GitOptions git = new GitOptions();

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Option(
            names = "--staging",
            paramLabel = "REF",
            description = "registry and path that Envoy is kept in, or oci:DIR; else an OCI layout in the release"
                    + " directory, with the names of the manifest's hub")
    private String staging;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "how many platforms are worked on at once; else one, for Bazel uses all cores itself")
    private int jobs = 1;

    @Mixin
    private ContainerChoices containers = new ContainerChoices();

    @Option(names = "--json", description = "print what there is as JSON")
    private boolean json;

    EnvoyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> environment = System.getenv();
        containers.options();
        ReleaseManifest read = manifest.read(terminal);
        support.check(read, terminal);
        MirrorCache mirrors = git.mirrors(environment, line -> terminal.err().println(line));
        SourceOptions sources = SourceOptions.standard();
        try (ReleaseDirectory directory = ReleaseDirectory.take(run.directory(read, "istio-envoy"));
                Staging place = stores.staging(staging, directory.layout(), terminal)) {
            EnvoyOptions options = choices.options(environment, place.hub());
            PlannedRelease release =
                    new EnvoyPlanner(mirrors, git.dirty() ? sources.withDirty() : sources).plan(read, options);
            release.plan().notices().forEach(notice -> terminal.err().println("notice: " + notice));
            EnvoyBuild.Result result = new EnvoyRun(
                            mirrors,
                            place,
                            choices.compressor(environment),
                            run.limits(),
                            containers,
                            bazel.directory(environment, read.version()),
                            environment,
                            jobs,
                            run.log(terminal))
                    .run(release, directory);
            EnvoyText text = new EnvoyText(result);
            terminal.out().print(json ? Json.pretty(text.json()) : text.table());
            terminal.out().flush();
            terminal.err().println(EnvoyBuild.CATALOG + " is in " + directory.out());
        }
        return 0;
    }
}
