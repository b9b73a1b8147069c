package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.charts.ChartHubTarget;
import io.jenkins.plugins.istioimages.publish.charts.ChartPackage;
import io.jenkins.plugins.istioimages.publish.cosign.CertificateIdentity;
import io.jenkins.plugins.istioimages.publish.cosign.Keyless;
import io.jenkins.plugins.istioimages.publish.cosign.KeylessVerifier;
import io.jenkins.plugins.istioimages.publish.cosign.VerifiedKeylessSeal;
import io.jenkins.plugins.istioimages.publish.hub.HubTags;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.publish.hub.VerifiedSeal;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.sign.VerificationKey;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Images and charts of a release in registries: mixed into the verb that publishes releases. */
final class HubChoices {
    @Option(
            names = "--alias",
            split = ",",
            paramLabel = "TAG",
            description = "of a release: a tag beside the version that moves with each release, such as latest")
    private List<String> aliases = new ArrayList<>();

    @Option(
            names = "--images",
            paramLabel = "oci:DIR",
            description = "of a release: where its images are; default the layout beside out, else the registry that"
                    + " images.yaml names")
    private String images;

    @Option(
            names = "--chart-hub",
            split = ",",
            paramLabel = "REF",
            description = "of a release: registry and path that its Helm charts go below, samples below REF/samples")
    private List<String> chartHubs = new ArrayList<>();

    @Option(
            names = "--sbom",
            negatable = true,
            description =
                    "attach to each image a bill of what is in it, signed where images are signed; default where a"
                            + " release itself has one")
    private Boolean bills;

    @Option(
            names = "--key",
            paramLabel = "PUB",
            description = "with --verify: every image must be signed by this public key")
    private Path key;

    @Option(
            names = "--attestation",
            split = ",",
            paramLabel = "TYPE",
            description = "with --key: and must have an attestation of this type by it, such as slsaprovenance1")
    private List<String> attestations = new ArrayList<>();

    /** What images must bear where nothing is signed: what a public key, or an identity, that was given can tell. */
    Optional<ImageSigning> verified(
            boolean verify, SignOptions signing, Map<String, String> environment, StoreOptions stores) {
        Optional<CertificateIdentity> identity =
                signing.isKeyless() ? Optional.empty() : signing.keyless().identity();
        if (key == null && (identity.isEmpty() || !verify)) {
            if (!attestations.isEmpty()) {
                throw new InputException("--attestation is checked with --verify, and with a public key or an identity:"
                        + " give --key PUB or --certificate-identity");
            }
            return Optional.empty();
        }
        if (!verify || key != null && identity.isPresent()) {
            throw new InputException("--key is for --verify, and either that or --certificate-identity; images are"
                    + " signed with --sign");
        }
        List<String> types = attestations.stream().map(PredicateType::parse).toList();
        if (key != null) {
            Seal seal = new VerifiedSeal(VerificationKey.read(key), types);
            return Optional.of(ImageSigning.only(registries -> seal));
        }
        Keyless cosign = signing.keyless().keyless(environment, stores);
        return Optional.of(ImageSigning.only(registries ->
                new VerifiedKeylessSeal(new KeylessVerifier(registries, cosign, identity.orElseThrow()), types)));
    }

    /**
     * Whether each image gets a bill of what is in it.
     *
     * @param otherwise where nothing is said
     */
    boolean hasBills(boolean otherwise) {
        return bills == null ? otherwise : bills;
    }

    /** Where the release's images are. */
    ImageStore source(ReleaseFolder release, Catalog catalog, ImageStore registries) {
        return release.images(Optional.ofNullable(images).map(HubChoices::layout), catalog, registries);
    }

    private static Path layout(String images) {
        ImageLocation location = ImageLocation.parse(images);
        if (location.transport() != ImageLocation.Transport.LAYOUT) {
            throw new InputException(
                    "--images " + images + ": expected oci:DIR; images in a registry are where images.yaml says");
        }
        return location.path().orElseThrow();
    }

    /** A target for each hub. */
    List<HubTarget> images(
            List<String> hubs, HubTarget.Release release, ImageStore registries, Seal seal, TransferListener listener) {
        return hubs.stream()
                .map(hub -> new HubTarget(release, registries, Hub.parse(hub), seal, listener))
                .toList();
    }

    HubTags tags(List<String> tags) {
        return new HubTags(tags, aliases);
    }

    /** A target for each hub of charts. */
    List<PublishTarget> charts(ReleaseFolder release, ImageStore registries) {
        if (chartHubs.isEmpty()) {
            return List.of();
        }
        List<ChartPackage> charts = ChartPackage.of(release.out());
        return chartHubs.stream()
                .<PublishTarget>map(hub -> new ChartHubTarget(charts, registries, Hub.parse(hub)))
                .toList();
    }
}
