package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.attest.Provenance;
import io.jenkins.plugins.istioimages.publish.attest.RunFacts;
import io.jenkins.plugins.istioimages.publish.cosign.CertificateIdentity;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The key that a release is signed with, and what is claimed of it: mixed into verbs that publish. */
final class SignOptions {
    /** In the place of a key. */
    private static final String KEYLESS = "keyless";

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description =
                    "sign each image, its index and every platform, before anything is tagged: a file with a private key"
                            + " in PEM, PKCS#8 or as cosign writes it (ECDSA P-256, Ed25519), or a key that the program"
                            + " cosign reaches: awskms://, gcpkms://, azurekms://, hashivault://, k8s://, gitlab://,"
                            + " pkcs11:; or 'keyless', with a certificate for an identity (see"
                            + " --certificate-identity)")
    private String key;

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

    @Mixin
    private KeylessOptions keyless = new KeylessOptions();

    /** How images are signed without a key. */
    KeylessOptions keyless() {
        return keyless;
    }

    /** How images are signed. What can be wrong with it is told now. */
    ImageSigning signing(Map<String, String> environment, StoreOptions stores) {
        if (isKeyless()) {
            CertificateIdentity identity = keylessIdentity();
            List<Claim> claims = claims();
            return ImageSigning.without(keyless.keyless(environment, stores), identity, claims);
        }
        return key(environment)
                .map(signer -> ImageSigning.with(signer, claims()))
                .orElseGet(ImageSigning::none);
    }

    boolean isKeyless() {
        return KEYLESS.equals(key);
    }

    /** Without it nobody could tell which signatures are ours, and each run would add one. */
    private CertificateIdentity keylessIdentity() {
        if (passwordFile != null) {
            throw new InputException("--sign-password-file is for a key in a file; --sign keyless has none");
        }
        return keyless.identity()
                .orElseThrow(() -> new InputException("--sign keyless needs to know whose signature it makes: give"
                        + " --certificate-identity and --certificate-oidc-issuer. With them it sees what is signed"
                        + " already, and that what it made is what users will look for"));
    }

    /** The key, ready to sign; nothing where none was asked for. */
    Optional<Signer> key(Map<String, String> environment) {
        if (keyless.identity().isPresent()) {
            throw new InputException("--certificate-identity is for --sign keyless, and for --verify");
        }
        if (key == null) {
            if (passwordFile != null) {
                throw new InputException("--sign-password-file is for the key of --sign, and there is none");
            }
            if (lock != null || !documents.isEmpty()) {
                throw new InputException("--attest and --provenance are signed; give --sign KEY, or --sign keyless");
            }
            return Optional.empty();
        }
        if (KeyReference.isMeant(key)) {
            return Optional.of(CosignSigner.open(service(), keyless.program(environment)));
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
