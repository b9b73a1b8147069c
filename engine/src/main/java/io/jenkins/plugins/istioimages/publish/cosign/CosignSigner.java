package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.publish.cosign.CosignException.Reason;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.publish.sign.VerificationKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A private key that a service keeps and cosign reaches. Messages and signatures pass through files that only this user
 * can read. Each signature is verified before it is given away. Two signatures of one message need not be equal.
 */
public final class CosignSigner implements Signer {
    /** No signature or public key that is of use here is larger, in bytes. */
    private static final long LARGEST_ANSWER = 64 * 1024;

    private final CosignProgram program;
    private final CosignEnvironment environment;
    private final int version;
    private final KeyReference reference;
    private final VerificationKey shown;

    private CosignSigner(
            CosignProgram program,
            CosignEnvironment environment,
            int version,
            KeyReference reference,
            VerificationKey shown) {
        this.program = program;
        this.environment = environment;
        this.version = version;
        this.reference = reference;
        this.shown = shown;
    }

    /**
     * Asks for the public half, so that a key that cannot be had is told at once.
     *
     * @throws CosignException if cosign is not there, or does not give it
     * @throws InputException if the key is of another kind than images are signed with
     */
    public static CosignSigner open(KeyReference reference, CosignProgram program) {
        CosignEnvironment environment = program.environment(reference.service());
        int version = program.version(environment);
        try (WorkFiles files = new WorkFiles()) {
            Path answer = files.file("public.pem");
            program.run(environment, List.of("public-key", "--key", reference.text(), "--outfile", answer.toString()));
            return new CosignSigner(program, environment, version, reference, parse(reference, text(answer)));
        }
    }

    private static VerificationKey parse(KeyReference reference, String pem) {
        if (!pem.contains("-----BEGIN PUBLIC KEY-----")) {
            throw new CosignException(Reason.WRONG_ANSWER, "cosign gave no public key of " + reference);
        }
        return VerificationKey.parse(pem, "the key " + reference);
    }

    @Override
    public byte[] sign(byte[] message) {
        try (WorkFiles files = new WorkFiles()) {
            Path asked = files.file("message");
            Path answer = files.file("signature");
            Files.write(asked, message);
            program.run(environment, arguments(asked, answer));
            return verified(message, text(answer));
        } catch (IOException e) {
            throw new WorkException("cannot hand a message to cosign: " + e, e);
        }
    }

    /** Nothing goes to a transparency log: what is verified with a public key needs none. */
    private List<String> arguments(Path message, Path signature) {
        List<String> words =
                new ArrayList<>(List.of("sign-blob", "--key", reference.text(), "--yes", "--tlog-upload=false"));
        if (version > 2) {
            // Else version 3 asks Sigstore's servers for their addresses, and writes signatures in a form of its own.
            words.addAll(List.of("--use-signing-config=false", "--new-bundle-format=false"));
        }
        words.addAll(List.of("--output-signature", signature.toString(), message.toString()));
        return words;
    }

    private byte[] verified(byte[] message, String text) {
        try {
            byte[] signature = Base64.getDecoder().decode(text.strip());
            if (shown.verifies(message, signature)) {
                return signature;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new CosignException(
                Reason.WRONG_ANSWER, "what cosign gave is no signature by " + reference + ", the " + shown);
    }

    private static String text(Path answer) {
        try {
            if (!Files.isRegularFile(answer) || Files.size(answer) > LARGEST_ANSWER) {
                throw new CosignException(
                        Reason.WRONG_ANSWER, "cosign said that all is well and gave no " + answer.getFileName());
            }
            return new String(Files.readAllBytes(answer), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new WorkException("cannot read what cosign gave: " + e, e);
        }
    }

    @Override
    public VerificationKey verificationKey() {
        return shown;
    }

    /** The public half and where the private one is. */
    @Override
    public String toString() {
        return reference + ", " + shown;
    }
}
