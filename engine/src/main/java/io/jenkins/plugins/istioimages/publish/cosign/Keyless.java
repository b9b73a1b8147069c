package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.cosign.CosignException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Signs without a key, by the program cosign: it makes a key for one signature, has Fulcio certify whose it is, writes
 * down that it was used, and attaches what came of it. cosign logs in to the registry, so it gets our login for one
 * repository at a time, in files for this user alone. Used by many threads.
 */
public final class Keyless {
    private final CosignProgram program;
    private final int version;
    private final Sigstore sigstore;
    private final Function<Repository, RegistryPass> passes;

    private Keyless(CosignProgram program, int version, Sigstore sigstore, Function<Repository, RegistryPass> passes) {
        this.program = program;
        this.version = version;
        this.sigstore = sigstore;
        this.passes = passes;
    }

    /**
     * Looks whether the program is there, and knows what is wanted of it.
     *
     * @param passes what cosign needs to get into each repository
     * @throws CosignException if it is not there, or of a version that is called in another way
     * @throws io.jenkins.plugins.istioimages.errors.InputException if that version has no such options, or a file that
     *     is named is none
     */
    public static Keyless open(CosignProgram program, Sigstore sigstore, Function<Repository, RegistryPass> passes) {
        Sigstore checked = sigstore.checked();
        int version = program.version(program.environment(checked.variables(true)));
        checked.signing(version);
        return new Keyless(program, version, checked, passes);
    }

    /**
     * Signs manifests.
     *
     * @throws CosignException if cosign does not sign them, or not all
     */
    public void sign(Repository repository, List<Digest> manifests) {
        try (PassFiles files = pass(repository)) {
            make(files, List.of("sign"), repository, manifests);
        } catch (IOException e) {
            throw new WorkException("cannot hand an identity to cosign: " + e, e);
        }
    }

    /**
     * Claims something of manifests, of each in a statement of its own.
     *
     * @param predicateType a URI, which cosign takes with any claim as it is; its short names are for claims of some
     *     fields, and leave others away
     * @param predicate the claim, a JSON object
     * @throws CosignException if cosign does not sign it
     */
    public void attest(Repository repository, List<Digest> manifests, String predicateType, byte[] predicate) {
        try (PassFiles files = pass(repository)) {
            Path claim = Files.write(files.file("predicate.json"), predicate);
            List<String> verb = List.of("attest", "--type", predicateType, "--predicate", claim.toString());
            make(files, verb, repository, manifests);
        } catch (IOException e) {
            throw new WorkException("cannot hand a claim to cosign: " + e, e);
        }
    }

    private void make(PassFiles files, List<String> verb, Repository repository, List<Digest> manifests)
            throws IOException {
        List<String> words = new ArrayList<>(verb);
        words.addAll(sigstore.signing(version));
        Optional<String> token = sigstore.token();
        if (token.isPresent()) {
            Path file = Files.writeString(files.file("token"), token.get());
            words.addAll(List.of("--identity-token", file.toString()));
        }
        words.addAll(files.arguments());
        manifests.forEach(manifest -> words.add(repository.digest(manifest).toString()));
        program.run(files.in(program.environment(sigstore.variables(true))), words);
    }

    /**
     * Asks for the signatures or claims by an identity that a manifest has.
     *
     * @param predicateType a URI; without one signatures are asked for
     * @param reader reads what cosign found to be right, as it writes it
     * @return what cosign says where nothing is right, or what was read
     * @throws CosignException if cosign cannot tell
     */
    <T> Finding<T> ask(
            Repository repository,
            Digest manifest,
            CertificateIdentity identity,
            Optional<String> predicateType,
            Function<Path, T> reader) {
        try (PassFiles files = pass(repository)) {
            Path answer = files.file("answer");
            List<String> words = new ArrayList<>();
            predicateType.ifPresentOrElse(
                    type -> words.addAll(List.of("verify-attestation", "--type", type)),
                    () -> words.addAll(List.of("verify", "--output", "json")));
            words.addAll(identity.arguments());
            words.addAll(sigstore.verifying(version));
            words.addAll(files.arguments());
            words.add(repository.digest(manifest).toString());
            CosignProgram.Answer said = program.attempt(
                    files.in(program.environment(sigstore.variables(false))), words, Optional.of(answer));
            if (said.exit() == 0) {
                return new Finding<>(Optional.of(reader.apply(answer)), "");
            }
            if (!Refusal.isOne(said)) {
                throw new CosignException(Reason.REFUSED, said.failure());
            }
            return new Finding<>(Optional.empty(), Refusal.words(said));
        }
    }

    /**
     * What is known of a manifest.
     *
     * @param right what cosign found to be right
     * @param why what it said where it found nothing
     */
    record Finding<T>(Optional<T> right, String why) {}

    private PassFiles pass(Repository repository) {
        return new PassFiles(repository, passes.apply(repository));
    }
}
