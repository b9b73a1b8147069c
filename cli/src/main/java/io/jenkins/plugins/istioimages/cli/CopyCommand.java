package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.CopyReport;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "copy",
        mixinStandardHelpOptions = true,
        description = {
            "Copies images byte for byte, with what is attached to them.",
            "A place is REF or docker://REF, oci:DIR[:NAME], oci-archive:FILE[:NAME], docker-archive:FILE[:REF].",
            "Several SRC, or a DST that ends with a slash: DST is a hub, and every image keeps its name below it. Images"
                    + " that are copied together send what they share once."
        })
final class CopyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "2..*",
            paramLabel = "SRC... DST",
            hideParamSyntax = true,
            description = "SRC: registry, layout or archive; DST: registry or layout")
    private List<String> places = new ArrayList<>();

    @Option(
            names = "--all-tags",
            description = "all tags of the repository that SRC names, or all images of a layout or archive; DST names a"
                    + " repository or a hub")
    private boolean allTags;

    @Option(names = "--platform", split = ",", paramLabel = "OS/ARCH", description = "only these platforms of an index")
    private List<String> platforms = new ArrayList<>();

    @Option(names = "--no-referrers", description = "leave signatures, SBOMs and other attachments behind")
    private boolean noReferrers;

    @Option(names = "--json", description = "print what was done as data")
    private boolean json;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    CopyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CopyOptions options = CopyOptions.everything()
                .onlyPlatforms(platforms.stream().map(Platform::parse).toList())
                .withReferrers(!noReferrers);
        ProgressModel model = new ProgressModel();
        try (ProgressView view = progress.show(model, terminal)) {
            TransferListener listener = model.transfers(StoreOptions.notices(view::say));
            copy(options, listener, report -> view.aside(() -> tell(report)));
        }
        terminal.out().flush();
        return 0;
    }

    private void copy(CopyOptions options, TransferListener listener, Consumer<CopyReport> done) {
        try (OpenStores open = new OpenStores(stores, listener)) {
            CopyTargets targets = new CopyTargets(open, allTags);
            targets.of(places.subList(0, places.size() - 1), places.get(places.size() - 1))
                    .forEach(
                            job -> new ImageCopier(job.from(), job.to(), options, listener).copyAll(job.pairs(), done));
        }
    }

    private void tell(CopyReport report) {
        long uploaded = report.count(BlobOutcome.UPLOADED);
        long mounted = report.count(BlobOutcome.MOUNTED);
        long existed = report.count(BlobOutcome.EXISTED);
        if (json) {
            terminal.out()
                    .print(Json.pretty(Json.object()
                            .put("destination", report.destination().toString())
                            .put("digest", report.manifest().digest().toString())
                            .put("blobsUploaded", uploaded)
                            .put("blobsMounted", mounted)
                            .put("blobsExisted", existed)
                            .put("manifestsPushed", report.manifestsPushed())
                            .put("tagged", report.tagged())));
        } else {
            terminal.out()
                    .println(
                            report.destination() + " " + report.manifest().digest() + ": " + uploaded + " blobs moved, "
                                    + mounted + " mounted, " + existed + " there; " + report.manifestsPushed()
                                    + " manifests pushed" + (report.tagged() ? ", tagged" : ""));
        }
    }
}
