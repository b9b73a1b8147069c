package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.wasm.IstioLine;
import io.jenkins.plugins.istioimages.image.wasm.WasmCheck;
import io.jenkins.plugins.istioimages.image.wasm.WasmFormat;
import io.jenkins.plugins.istioimages.image.wasm.WasmReport;
import io.jenkins.plugins.istioimages.image.wasm.WasmVerdict;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says which releases of Istio take a published Wasm plugin image, and if not, why and what would mend it;"
                    + " prints the WasmPlugin resource for it.",
            "Exits with 1 if a release that was asked for does not take it."
        })
final class WasmCheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "REF", description = "the image: REF, oci:DIR:NAME or oci-archive:FILE:NAME")
    private String image;

    @Option(
            names = "--istio",
            split = ",",
            paramLabel = "VERSION",
            description = "only for these releases, as in 1.14 or 1.30.2; default all since 1.12")
    private List<String> versions = new ArrayList<>();

    @Option(names = "--json", description = "print what was found as data")
    private boolean json;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    WasmCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<IstioLine> lines = versions.isEmpty()
                ? IstioLine.all()
                : versions.stream().map(IstioLine::parse).distinct().sorted().toList();
        WasmReport report;
        try (OpenStores open = new OpenStores(stores, StoreOptions.notices(terminal.err()::println))) {
            OpenStores.Place place = open.reading(location());
            report = new WasmCheck(place.store()).check(place.reference(image), lines);
        }
        if (json) {
            terminal.out().print(Json.pretty(data(report)));
        } else {
            tell(report, terminal.out());
        }
        terminal.out().flush();
        return report.accepted() ? 0 : 1;
    }

    /** A docker-archive holds layers as they are before a push, which is what decides. */
    private ImageLocation location() {
        ImageLocation location = ImageLocation.parse(image);
        if (location.transport() == ImageLocation.Transport.DOCKER_ARCHIVE) {
            throw new InputException(
                    "'" + image + "' is not published yet: how its layers are compressed is decided when"
                            + " it is pushed; check it where it was pushed to");
        }
        return location;
    }

    private static void tell(WasmReport report, PrintWriter out) {
        List<String> words = new ArrayList<>();
        report.digest().ifPresent(digest -> words.add(digest.toString()));
        report.form().map(WasmFormat::id).ifPresent(words::add);
        report.module().map(WasmText::module).ifPresent(words::add);
        out.println(report.reference() + ": " + String.join(", ", words));
        for (WasmVerdict verdict : report.verdicts()) {
            String line = String.format("Istio %-6s ", verdict.line().label());
            if (verdict.accepted()) {
                out.println(line + "accepted");
            } else {
                out.println(line + "rejected: " + verdict.why());
                out.println(" ".repeat(line.length()) + "mend it: " + verdict.mend());
            }
        }
        report.notes().forEach(note -> out.println("note: " + note));
        report.resource().filter(resource -> report.form().isPresent()).ifPresent(resource -> {
            out.println();
            out.print(resource);
        });
    }

    private static ObjectNode data(WasmReport report) {
        ObjectNode data =
                Json.object().put("reference", report.reference().toString()).put("accepted", report.accepted());
        report.digest().ifPresent(digest -> data.put("digest", digest.toString()));
        report.index().ifPresent(index -> data.put("index", index.toString()));
        report.form().ifPresent(form -> data.put("format", form.id()));
        report.module().ifPresent(module -> data.putObject("module")
                .put("size", module.size())
                .set("abiVersions", WasmText.list(module.abiVersions())));
        ArrayNode lines = data.putArray("istio");
        for (WasmVerdict verdict : report.verdicts()) {
            ObjectNode line =
                    lines.addObject().put("line", verdict.line().label()).put("accepted", verdict.accepted());
            if (!verdict.accepted()) {
                line.put("why", verdict.why()).put("mend", verdict.mend());
            }
        }
        data.set("notes", WasmText.list(report.notes()));
        report.resource().filter(resource -> report.form().isPresent()).ifPresent(text -> data.put("resource", text));
        return data;
    }
}
