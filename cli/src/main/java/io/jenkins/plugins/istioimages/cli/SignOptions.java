package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.attest.Provenance;
import io.jenkins.plugins.istioimages.publish.attest.RunFacts;
import io.jenkins.plugins.istioimages.publish.cosign.CosignProgram;
import io.jenkins.plugins.istioimages.publish.cosign.CosignSigner;
import io.jenkins.plugins.istioimages.publish.cosign.KeyReference;
import io.jenkins.plugins.istioimages.publish.sign.KeyPassword;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import io.jenkins.plugins.istioimages.source.LockYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The key that a release is signed with, and what is claimed of it: mixed into verbs that publish. */
final class SignOptions {
    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description =
                    "sign each image, its index and every platform, before anything is tagged: a file with a private key"
                            + " in PEM, PKCS#8 or as cosign writes it (ECDSA P-256, Ed25519), or a key that the program"
                            + " cosign reaches: awskms://, gcpkms://, azurekms://, hashivault://, k8s://, gitlab://,"
                            + " pkcs11:")
    private String key;

    @Option(
            names = "--cosign",
            paramLabel = "PROGRAM",
            defaultValue = CosignProgram.NAME,
            description = "the program that signs with keys that are in no file (default: ${DEFAULT-VALUE})")
    private String cosign;

    @Option(
            names = "--sign-password-file",
            paramLabel = "FILE",
            description = "holds the password of an encrypted key; else the environment variable COSIGN_PASSWORD")
    private Path passwordFile;

    @Option(
            names = "--attest",
            paramLabel = "TYPE=FILE",
            description =
                    "attach a JSON document to each image, signed: an SBOM, say; TYPE is a URI or cosign's short name,"
                            + " such as spdxjson or cyclonedx; several may be given")
    private List<String> documents = new ArrayList<>();

    @Option(
            names = "--provenance",
            paramLabel = "LOCK",
            description = "attach SLSA provenance to each image, signed: made of out/lock.yaml of the build")
    private Path lock;

    @Option(
            names = "--builder-id",
            paramLabel = "URI",
            defaultValue = RunFacts.LOCAL_BUILDER,
            description = "who the provenance says has built (default: ${DEFAULT-VALUE})")
    private String builder;

    /** The key, ready to sign; nothing where none was asked for. */
    Optional<Signer> key(Map<String, String> environment) {
        if (key == null) {
            if (passwordFile != null) {
                throw new InputException("--sign-password-file is for the key of --sign, and there is none");
            }
            if (lock != null || !documents.isEmpty()) {
                throw new InputException("--attest and --provenance need a key to sign with; give --sign KEY");
            }
            return Optional.empty();
        }
        if (KeyReference.isMeant(key)) {
            return Optional.of(CosignSigner.open(service(), new CosignProgram(cosign, environment)));
        }
        KeyPassword password =
                passwordFile == null ? KeyPassword.ofEnvironment(environment) : KeyPassword.ofFile(passwordFile);
        return Optional.of(SigningKey.read(Path.of(key), password));
    }

    private KeyReference service() {
        if (passwordFile != null) {
            throw new InputException("--sign-password-file is for a key in a file; " + key + " is none");
        }
        return KeyReference.parse(key);
    }

    /** What is claimed of every image, read and ready to be attached. */
    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        if (lock != null) {
            RunFacts run = RunFacts.of(builder, Map.of("istio-images", VersionProvider.version()));
            claims.add(new Provenance(LockYaml.read(lock), Optional.empty(), run).claim());
        }
        documents.forEach(document -> claims.add(claim(document)));
        return claims;
    }

    /** A type may have an equals sign in it, in a query; a file is not likely to. */
    private static Claim claim(String text) {
        int equals = text.lastIndexOf('=');
        if (equals <= 0 || equals == text.length() - 1) {
            throw new InputException("--attest is TYPE=FILE, for example cyclonedx=sbom.json, not '" + text + "'");
        }
        return Claim.read(text.substring(0, equals), Path.of(text.substring(equals + 1)));
    }
}
