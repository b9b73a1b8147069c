package io.jenkins.plugins.istioimages.jenkins.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.attest.ImageAttester;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.bills.BillMessage;
import io.jenkins.plugins.istioimages.publish.bills.KeyClaim;
import io.jenkins.plugins.istioimages.publish.hub.KeySeal;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.publish.sign.ImageSigner;
import io.jenkins.plugins.istioimages.publish.sign.PreparedSignatures;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import io.jenkins.plugins.istioimages.publish.sign.SimpleSigning;
import io.jenkins.plugins.istioimages.publish.sign.VerificationKey;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Signatures of a release and of what is claimed of it, made on the controller, for an agent that puts them into
 * registries. The key stays on the controller, and an agent can have nothing signed by it: what a catalog says that was
 * built, in the repositories that it goes to, is all that there are signatures of. Never saved.
 */
public final class ReleaseSignatures implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final TreeMap<String, byte[]> signatures = new TreeMap<>();
    private final TreeMap<String, String> provenance = new TreeMap<>();

    private ReleaseSignatures(String key) {
        this.key = key;
    }

    /**
     * Signs all images of a catalog, index and every platform, for all hubs.
     *
     * @param claimed provenance of an image; empty where it is not known how it was built
     */
    public static ReleaseSignatures of(
            SigningKey key, Catalog catalog, List<String> hubs, Function<CatalogImage, Optional<ObjectNode>> claimed) {
        ReleaseSignatures made = new ReleaseSignatures(key.verificationKey().pem());
        List<byte[]> messages = new ArrayList<>();
        for (CatalogImage image : catalog.images()) {
            Optional<ObjectNode> predicate = claimed.apply(image);
            predicate.ifPresent(known -> made.provenance.put(image.digest().toString(), Json.pretty(known)));
            for (String hub : hubs) {
                messages.addAll(messages(Hub.parse(hub).image(image.name()), image, predicate));
            }
        }
        PreparedSignatures.of(key, messages)
                .signatures()
                .forEach((message, signature) -> made.signatures.put(message.toString(), signature));
        return made;
    }

    private static List<byte[]> messages(Repository repository, CatalogImage image, Optional<ObjectNode> predicate) {
        List<Digest> manifests = manifests(image);
        List<byte[]> messages = new ArrayList<>();
        manifests.forEach(
                manifest -> messages.add(SimpleSigning.of(repository, manifest).bytes()));
        predicate.ifPresent(known ->
                messages.add(ImageAttester.message(repository, manifests, new Claim(PredicateType.PROVENANCE, known))));
        return messages;
    }

    /**
     * Signs the claim that a bill is of an image, for all hubs. The claim is made here, of an image of the catalog; what
     * stands in the bill is what the agent says.
     *
     * @param key the same that images are signed with
     * @throws io.jenkins.plugins.istioimages.errors.WorkException if it is no bill of that manifest
     */
    public void addBill(SigningKey key, List<String> hubs, CatalogImage image, Digest manifest, byte[] bill) {
        for (String hub : hubs) {
            byte[] message = BillMessage.of(Hub.parse(hub).image(image.name()), manifest, bill);
            signatures.put(Digest.sha256(message).toString(), key.sign(message));
        }
    }

    /** The manifests of an image, its index first. */
    public static List<Digest> manifests(CatalogImage image) {
        return Stream.concat(
                        Stream.of(image.digest()), image.platforms().stream().map(platform -> platform.digest()))
                .distinct()
                .toList();
    }

    /** How many images have no provenance. */
    public long withoutProvenance(Catalog catalog) {
        return catalog.images().stream()
                .filter(image -> !provenance.containsKey(image.digest().toString()))
                .count();
    }

    /** Puts signatures and provenance of an image, and of all of its platforms, where it lies. What is there stays. */
    void seal(ImageStore store, Repository repository, CatalogImage image, StepLog log) {
        PreparedSignatures signer = signer();
        ManifestContent root = store.manifest(repository, image.digest());
        List<ImageSigner.Signed> signed = new ImageSigner(store, signer).sign(repository, root);
        long written = signed.stream().filter(ImageSigner.Signed::written).count();
        log.say(repository.digest(image.digest()) + ": " + written + " manifests signed, " + (signed.size() - written)
                + " were");
        String predicate = provenance.get(image.digest().toString());
        if (predicate != null) {
            long attached = new ImageAttester(store, signer)
                    .attest(repository, root, claim(predicate)).stream()
                            .filter(ImageAttester.Attested::written)
                            .count();
            log.say(repository.digest(image.digest()) + ": provenance attached to " + attached + " manifests, "
                    + (signed.size() - attached) + " have it");
        }
    }

    /** What every image must bear before it is tagged: its signatures, and its provenance where that is known. */
    Seal seal() {
        Map<Digest, List<Claim>> claims = new HashMap<>();
        provenance.forEach((image, predicate) -> claims.put(Digest.parse(image), List.of(claim(predicate))));
        return new KeySeal(signer(), image -> claims.getOrDefault(image, List.of()));
    }

    /** How bills of images are claimed: as far as they were signed. */
    KeyClaim bills() {
        return new KeyClaim(signer());
    }

    private static Claim claim(String predicate) {
        return new Claim(
                PredicateType.PROVENANCE,
                Json.readObject(predicate.getBytes(StandardCharsets.UTF_8), "the provenance"));
    }

    private PreparedSignatures signer() {
        Map<Digest, byte[]> byMessage = new HashMap<>();
        signatures.forEach((message, signature) -> byMessage.put(Digest.parse(message), signature));
        return new PreparedSignatures(VerificationKey.parse(key, "the public key"), byMessage);
    }

    @Override
    public String toString() {
        return signer().toString();
    }
}
