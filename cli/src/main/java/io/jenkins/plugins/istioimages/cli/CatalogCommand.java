package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.catalog.RenderOptions;
import io.jenkins.plugins.istioimages.catalog.Rendering;
import io.jenkins.plugins.istioimages.catalog.Renderings;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        description = "Shows a catalog of images in one of several forms.")
final class CatalogCommand implements Callable<Integer> {
    private static final String SHOW = "show";

    /** The forms, for the help text. */
    static final class Forms implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Stream.of(SHOW), Renderings.names().stream()).iterator();
        }
    }

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "FORM",
            completionCandidates = Forms.class,
            description = "${COMPLETION-CANDIDATES}; show is table")
    private String form;

    @Parameters(index = "1", paramLabel = "images.yaml", description = "a catalog that build wrote")
    private Path file;

    @Option(names = "--variant", paramLabel = "NAME", description = "for forms that deploy one variant of each image")
    private String variant;

    @Option(
            names = "--upstream-hub",
            paramLabel = "HUB",
            description = "hub of the image names that kustomize replaces; default docker.io/istio")
    private String upstreamHub;

    CatalogCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Rendering rendering = Renderings.named(form.equals(SHOW) ? "table" : form, options());
        terminal.out().print(rendering.render(CatalogYaml.read(file)));
        terminal.out().flush();
        return 0;
    }

    private RenderOptions options() {
        RenderOptions options = variant == null ? RenderOptions.DEFAULT : RenderOptions.DEFAULT.withVariant(variant);
        return upstreamHub == null ? options : options.withUpstreamHub(upstreamHub);
    }
}
