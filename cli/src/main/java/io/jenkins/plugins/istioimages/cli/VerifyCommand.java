package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.cosign.Keyless;
import io.jenkins.plugins.istioimages.publish.cosign.KeylessVerifier;
import io.jenkins.plugins.istioimages.publish.sign.VerificationKey;
import io.jenkins.plugins.istioimages.publish.verify.ImageVerifier;
import io.jenkins.plugins.istioimages.publish.verify.VerificationReport;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
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
            "Checks that images are signed, index and every platform, as cosign signs: with a key (--key), or without one"
                    + " by an identity (--certificate-identity and --certificate-oidc-issuer, by the program cosign).",
            "A place is REF or docker://REF, oci:DIR[:NAME], oci-archive:FILE[:NAME]. Exit status 1 says that one is not."
        })
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "REF", description = "images")
    private List<String> places = new ArrayList<>();

    @Option(
            names = "--key",
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
    private KeylessOptions keyless = new KeylessOptions();

    @Mixin
    private StoreOptions stores = new StoreOptions();

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> required = attestations.stream().map(PredicateType::parse).toList();
        List<VerificationReport> reports = keyed() ? byKey(required) : byIdentity(required);
        tell(reports);
        reports.forEach(report -> report.faults()
                .forEach(fault -> terminal.err().println("error: " + report.reference() + ": " + fault)));
        terminal.out().flush();
        terminal.err().flush();
        return reports.stream().allMatch(VerificationReport::verified) ? 0 : ErrorReport.FAILED;
    }

    private boolean keyed() {
        if ((key == null) == keyless.identity().isEmpty()) {
            throw new InputException("verify takes a public key (--key PUB), or an identity (--certificate-identity and"
                    + " --certificate-oidc-issuer)");
        }
        return key != null;
    }

    private List<VerificationReport> byKey(List<String> required) {
        VerificationKey shown = VerificationKey.read(key);
        List<VerificationReport> reports = new ArrayList<>();
        try (OpenStores open = new OpenStores(stores, StoreOptions.notices(terminal.err()::println))) {
            for (String place : places) {
                OpenStores.Place from = open.reading(ImageLocation.parse(place));
                reports.add(new ImageVerifier(from.store(), shown, required).verify(from.reference(place)));
            }
        }
        return reports;
    }

    private List<VerificationReport> byIdentity(List<String> required) {
        List<Reference> references =
                places.stream().map(VerifyCommand::inRegistry).toList();
        Keyless cosign = keyless.keyless(System.getenv(), stores);
        List<VerificationReport> reports = new ArrayList<>();
        try (RegistryStore registries = stores.registries(terminal)) {
            KeylessVerifier verifier =
                    new KeylessVerifier(registries, cosign, keyless.identity().orElseThrow());
            references.forEach(reference -> reports.add(verifier.verify(reference, required)));
        }
        return reports;
    }

    private static Reference inRegistry(String place) {
        ImageLocation location = ImageLocation.parse(place);
        if (location.transport() != ImageLocation.Transport.REGISTRY) {
            throw new InputException(
                    place + " is in no registry: cosign looks for signatures without a key in registries"
                            + " alone; copy it to one");
        }
        return Reference.parse(location.name().orElseThrow());
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
