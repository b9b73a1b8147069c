package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogVerifier;
import io.jenkins.plugins.istioimages.catalog.ReleaseBuild;
import io.jenkins.plugins.istioimages.catalog.ReleaseDirectory;
import io.jenkins.plugins.istioimages.catalog.RenderOptions;
import io.jenkins.plugins.istioimages.catalog.Renderings;
import io.jenkins.plugins.istioimages.catalog.Verified;
import io.jenkins.plugins.istioimages.cli.demo.DemoRepositories;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.ReleasePlanner;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Builds the small Istio in examples/ from git to a verified catalog, in target/demo.")
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Mixin
    private PlanChoices choices = new PlanChoices();

    @Option(names = "--staging", paramLabel = "REF", description = "a registry and path instead of target/demo/layout")
    private String staging;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path home = home();
        Path demo = home.resolve("target/demo");
        try (ReleaseDirectory directory = ReleaseDirectory.take(demo);
                Staging place = stores.staging(staging, directory.layout(), terminal)) {
            say("making git repositories of examples/ in target/demo/git");
            new DemoRepositories(home.resolve("examples")).create(demo.resolve("git"));
            MirrorCache mirrors = new MirrorCache(demo.resolve("cache"), GitAccess.standard(), line -> terminal.err()
                    .println(line));
            Compressor compressor = choices.compressorWithoutPrograms(System.getenv());
            PlannedRelease release = new ReleasePlanner(mirrors, SourceOptions.standard())
                    .plan(manifest(home), choices.options(compressor.id(), place.hub()));
            ReleaseBuild.Built built = new ReleaseRun(
                            mirrors,
                            place.store(),
                            place.bases(),
                            compressor,
                            ProcessLimits.DEFAULT,
                            new ContainerChoices(),
                            Runtime.getRuntime().availableProcessors(),
                            System.getenv(),
                            new BuildLog(terminal, true))
                    .run(release, directory);
            Catalog catalog = built.catalog().orElseThrow();
            Verified verified = new CatalogVerifier(place.store()).verify(catalog, CatalogVerifier.Depth.CONTENT);
            report(catalog, release, verified);
        }
        return 0;
    }

    /** Its git URLs are relative to the top of the project, as the user has them when trying it by hand. */
    private static ReleaseManifest manifest(Path home) {
        return ManifestReader.read(home.resolve("examples/demo.yaml")).manifest();
    }

    private void report(Catalog catalog, PlannedRelease release, Verified verified) {
        PrintWriter out = terminal.out();
        out.print(Renderings.named("table", RenderOptions.DEFAULT).render(catalog));
        new LeftOut(release.plan()).print(out);
        out.println();
        out.println("verified " + verified.manifests() + " manifests and " + verified.blobs() + " blobs, "
                + verified.bytes() + " bytes, digest by digest");
        Reference first = catalog.images().get(0).references().get(0);
        out.println();
        out.println("What to try next:");
        out.println("  xdg-open target/demo/out/images.html");
        if (staging == null) {
            out.println("  skopeo inspect --raw oci:target/demo/layout:" + first);
        }
        out.println("  bin/istio-images catalog kustomize target/demo/out/images.yaml");
        out.println("  bin/istio-images build -m examples/four-platforms.yaml --allow-unsupported -o target/four");
        out.flush();
    }

    private void say(String line) {
        terminal.err().println(line);
    }

    private static Path home() {
        String home = System.getProperty("istio.images.home");
        if (home == null) {
            throw new InputException(
                    "the demo is run by bin/istio-images of a source checkout, which says where that is");
        }
        return Path.of(home);
    }
}
