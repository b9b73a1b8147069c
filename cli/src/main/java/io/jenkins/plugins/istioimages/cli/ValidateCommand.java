package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.cli.ImageLocation.Transport;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.ReleaseValidator;
import io.jenkins.plugins.istioimages.validate.ValidationReport;
import io.jenkins.plugins.istioimages.validate.checks.PublishedCheck;
import io.jenkins.plugins.istioimages.validate.checks.StandardChecks;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import io.jenkins.plugins.istioimages.validate.facts.StagedImages;
import io.jenkins.plugins.istioimages.validate.report.ReportJson;
import io.jenkins.plugins.istioimages.validate.report.ReportJunit;
import io.jenkins.plugins.istioimages.validate.report.ReportText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Looks whether a release is whole and what its manifest says, without a container engine and"
                + " without running any of it.")
final class ValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--release",
            required = true,
            paramLabel = "DIR",
            description = "the directory out of a release, this program's or release-builder's")
    private Path release;

    @Option(
            names = "--outputs",
            split = ",",
            paramLabel = "NAME",
            description = "what the release is expected to have; default what its manifest or its lock names, else all")
    private List<String> outputs = new ArrayList<>();

    @Option(names = "--json", description = "print the findings as data")
    private boolean json;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "write them as a JUnit report, too, each check a test case: Jenkins shows it")
    private Path junit;

    @Option(
            names = "--remote",
            paramLabel = "HUB",
            description = "look at this registry and path, too: whether the release's tags are there, for every"
                    + " platform, and are its images")
    private List<String> hubs = new ArrayList<>();

    @Option(
            names = "--staging",
            paramLabel = "REF",
            description =
                    "where the build staged its images: registry and path, or oci:DIR; their indexes are looked at"
                            + " there, and the images where the release has no archives of them; default the directory layout"
                            + " beside the release, if there is one")
    private String staging;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ValidationReport report = report();
        if (junit != null) {
            write(junit, ReportJunit.render(report));
        }
        terminal.out().print(json ? ReportJson.render(report) : ReportText.render(report));
        terminal.out().flush();
        return report.passed() ? 0 : 1;
    }

    private ValidationReport report() {
        Set<Output> expected = Output.parse(outputs, "--outputs");
        Optional<ImageLocation> location = location();
        if (location.isEmpty()) {
            return validate(Release.open(release, expected));
        }
        ImageLocation place = location.get();
        try (ImageStore store =
                place.path().isPresent() ? OciLayout.open(place.path().get()) : stores.registries(terminal)) {
            Optional<Repository> hub = place.name().map(PublishCommand::repository);
            StagedImages images = hub.map(path -> StagedImages.in(store, path)).orElseGet(() -> StagedImages.in(store));
            return validate(Release.open(release, expected, Optional.of(images)));
        }
    }

    /** What was said, else the layout that a build leaves. */
    private Optional<ImageLocation> location() {
        if (staging == null) {
            Path layout = release.toAbsolutePath().normalize().resolveSibling("layout");
            return Files.isRegularFile(layout.resolve("oci-layout"))
                    ? Optional.of(new ImageLocation(Transport.LAYOUT, Optional.of(layout), Optional.empty()))
                    : Optional.empty();
        }
        ImageLocation said = ImageLocation.parse(staging);
        if (said.transport() != Transport.LAYOUT && said.transport() != Transport.REGISTRY) {
            throw new InputException(
                    "--staging " + staging + ": images are staged in a registry or an OCI layout, not in an archive");
        }
        return Optional.of(said);
    }

    private ValidationReport validate(Release opened) {
        int processors = Runtime.getRuntime().availableProcessors();
        List<Check> checks = new ArrayList<>(StandardChecks.all());
        if (hubs.isEmpty()) {
            return new ReleaseValidator(checks, processors).validate(opened);
        }
        List<Repository> remote = hubs.stream().map(PublishCommand::repository).toList();
        try (RegistryStore registries = stores.registries(terminal)) {
            checks.add(new PublishedCheck(registries, remote));
            return new ReleaseValidator(checks, processors).validate(opened);
        }
    }

    /** Whole or not at all. */
    private static void write(Path file, String text) {
        Path absolute = file.toAbsolutePath();
        Path half = absolute.resolveSibling("." + absolute.getFileName() + ".new");
        try {
            Files.createDirectories(absolute.getParent());
            Files.writeString(half, text);
            Files.move(half, absolute, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new WorkException("cannot write " + file + ": " + e, e);
        }
    }
}
