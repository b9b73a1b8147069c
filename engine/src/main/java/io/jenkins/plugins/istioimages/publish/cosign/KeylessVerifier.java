package io.jenkins.plugins.istioimages.publish.cosign;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.ImageParts;
import io.jenkins.plugins.istioimages.publish.cosign.CosignException.Reason;
import io.jenkins.plugins.istioimages.publish.verify.VerificationReport;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Verifies signatures and claims without a key, by {@code cosign verify} and {@code cosign verify-attestation}: a
 * certificate of the identity, from the Sigstore that is trusted, and a signature of that digest.
 */
public final class KeylessVerifier {
    /** Some lines for each signature. */
    private static final long LARGEST = 8 << 20;
    /** What a signature is called in its payload: that of version 2, and the claim of version 3. */
    private static final Set<String> SIGNATURES = Set.of("cosign container image signature", Candidates.SIGNATURE);

    private final ImageStore registry;
    private final Keyless cosign;
    private final CertificateIdentity identity;

    /** @param registry the same that cosign reads */
    public KeylessVerifier(ImageStore registry, Keyless cosign, CertificateIdentity identity) {
        this.registry = registry;
        this.cosign = cosign;
        this.identity = identity;
    }

    public CertificateIdentity identity() {
        return identity;
    }

    /**
     * What keeps a manifest from being signed by the identity.
     *
     * @return the reason in words; nothing where it is signed
     * @throws CosignException if cosign cannot tell
     */
    public Optional<String> signatureFault(Repository repository, Digest manifest) {
        return signatures(repository, manifest).why();
    }

    /**
     * What keeps the identity from claiming something of a manifest.
     *
     * @param predicateType a URI
     * @param wanted tells the statement that is looked for, from its bytes
     * @return the reason in words; nothing where it is claimed
     * @throws CosignException if cosign cannot tell
     */
    public Optional<String> claimFault(
            Repository repository, Digest manifest, String predicateType, Predicate<byte[]> wanted) {
        if (!Candidates.areThere(registry, repository, manifest, Optional.of(predicateType))) {
            return Optional.of("has no attestation " + predicateType);
        }
        Keyless.Finding<Boolean> found =
                cosign.ask(repository, manifest, identity, Optional.of(predicateType), answer -> new VerifiedStatements(
                                manifest, predicateType)
                        .anyMatch(answer, wanted));
        if (found.right().isEmpty()) {
            return Optional.of("has no attestation " + predicateType + " by " + identity + ": " + found.why());
        }
        return found.right().get()
                ? Optional.empty()
                : Optional.of("has another attestation " + predicateType + " by " + identity);
    }

    /**
     * Looks at an image.
     *
     * @param required kinds of claims, as URIs, that the identity must make of every manifest
     * @throws io.jenkins.plugins.istioimages.store.NotFoundException if the image or a part of it is not there
     * @throws CosignException if cosign cannot tell
     */
    public VerificationReport verify(Reference reference, Collection<String> required) {
        Repository repository = reference.repository();
        ManifestContent root = registry.manifest(reference);
        List<VerificationReport.Part> parts = new ArrayList<>();
        for (ImageParts.Part part : ImageParts.of(registry, repository, root)) {
            parts.add(verify(repository, part, new TreeSet<>(required)));
        }
        return new VerificationReport(reference, root.digest(), parts);
    }

    private VerificationReport.Part verify(Repository repository, ImageParts.Part part, Set<String> required) {
        Digest manifest = part.manifest().digest();
        Signatures signatures = signatures(repository, manifest);
        List<String> faults = new ArrayList<>();
        List<String> attestations = new ArrayList<>();
        signatures.why().ifPresent(faults::add);
        for (String type : required) {
            claimFault(repository, manifest, type, statement -> true)
                    .ifPresentOrElse(faults::add, () -> attestations.add(type));
        }
        return new VerificationReport.Part(part.title(), manifest, signatures.count(), attestations, List.of(), faults);
    }

    private record Signatures(int count, Optional<String> why) {}

    private Signatures signatures(Repository repository, Digest manifest) {
        if (!Candidates.areThere(registry, repository, manifest, Optional.empty())) {
            return new Signatures(0, Optional.of("is not signed"));
        }
        Keyless.Finding<Integer> found =
                cosign.ask(repository, manifest, identity, Optional.empty(), answer -> count(answer, manifest));
        int count = found.right().orElse(0);
        if (count > 0) {
            return new Signatures(count, Optional.empty());
        }
        String why = found.why().isEmpty() ? "what it has are attestations" : found.why();
        return new Signatures(0, Optional.of("is not signed by " + identity + ": " + why));
    }

    /** Version 3 counts claims of any kind as signatures. */
    private static int count(Path answer, Digest manifest) {
        int count = 0;
        for (JsonNode one : read(answer)) {
            JsonNode critical = one.path("critical");
            String digest =
                    critical.path("image").path("docker-manifest-digest").asText();
            if (digest.equals(manifest.toString())
                    && SIGNATURES.contains(critical.path("type").asText())) {
                count++;
            }
        }
        return count;
    }

    private static JsonNode read(Path answer) {
        try {
            if (Files.size(answer) > LARGEST) {
                throw new WorkException("cosign found more signatures than are read");
            }
            return Json.read(Files.readAllBytes(answer), "what cosign verified");
        } catch (IOException e) {
            throw new WorkException("cannot read what cosign verified: " + e, e);
        } catch (MalformedContentException e) {
            throw new CosignException(Reason.WRONG_ANSWER, e.getMessage(), e);
        }
    }
}
