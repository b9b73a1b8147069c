package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.sign.VerificationKey;
import io.jenkins.plugins.istioimages.publish.verify.ImageVerifier;
import io.jenkins.plugins.istioimages.publish.verify.VerificationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks that images are signed with a key: index and every platform, as cosign signs.",
            "A place is REF or docker://REF, oci:DIR[:NAME], oci-archive:FILE[:NAME]. Exit status 1 says that one is not."
        })
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "REF", description = "images")
    private List<String> places = new ArrayList<>();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "PUB",
            description = "public key in PEM, as cosign.pub: ECDSA P-256 or Ed25519")
    private Path key;

    @Option(
            names = "--attestation",
            split = ",",
            paramLabel = "TYPE",
            description =
                    "also every manifest must have an attestation of this type by the key: a URI, or cosign's short"
                            + " name, such as slsaprovenance1, spdxjson, cyclonedx")
    private List<String> attestations = new ArrayList<>();

    @Option(names = "--json", description = "print what was found as data")
    private boolean json;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        VerificationKey shown = VerificationKey.read(key);
        List<String> required = attestations.stream().map(PredicateType::parse).toList();
        List<VerificationReport> reports = new ArrayList<>();
        try (OpenStores open = new OpenStores(stores, StoreOptions.notices(terminal.err()::println))) {
            for (String place : places) {
                OpenStores.Place from = open.reading(ImageLocation.parse(place));
                reports.add(new ImageVerifier(from.store(), shown, required).verify(from.reference(place)));
            }
        }
        tell(reports);
        reports.forEach(report -> report.faults()
                .forEach(fault -> terminal.err().println("error: " + report.reference() + ": " + fault)));
        terminal.out().flush();
        terminal.err().flush();
        return reports.stream().allMatch(VerificationReport::verified) ? 0 : ErrorReport.FAILED;
    }

    private void tell(List<VerificationReport> reports) {
        if (json) {
            ArrayNode images = Json.array();
            reports.forEach(report -> images.add(data(report)));
            ObjectNode data = Json.object().put("verified", reports.stream().allMatch(VerificationReport::verified));
            data.set("images", images);
            terminal.out().print(Json.pretty(data));
        } else {
            reports.forEach(report -> terminal.out().print(VerificationTable.of(report)));
        }
    }

    private static ObjectNode data(VerificationReport report) {
        ObjectNode data = Json.object()
                .put("reference", report.reference().toString())
                .put("digest", report.digest().toString())
                .put("verified", report.verified());
        ArrayNode parts = data.putArray("manifests");
        for (VerificationReport.Part part : report.parts()) {
            ObjectNode one = parts.addObject()
                    .put("of", part.title())
                    .put("digest", part.digest().toString())
                    .put("signatures", part.signatures());
            part.attestations().forEach(one.putArray("attestations")::add);
            part.asides().forEach(one.putArray("others")::add);
            part.faults().forEach(one.putArray("faults")::add);
        }
        return data;
    }
}
