package io.jenkins.plugins.istioimages.publish.cosign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.publish.attest.Statement;
import io.jenkins.plugins.istioimages.registry.CredentialSource;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.TlsMaterial;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.DocumentImage;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The verbs of cosign without keys, as far as they are used (cmd/cosign/cli/sign, attest, verify): where a registry gets
 * what is made, with which media types and annotations, and what is said where it is not right. Version 3 attaches
 * bundles as referrers, version 2 layers under its tags.
 */
final class StandInCosign {
    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final String IN_TOTO = "application/vnd.in-toto+json";
    private static final String SIGN = "https://sigstore.dev/cosign/sign/v1";
    private static final Set<String> SWITCHES = Set.of(
            "--yes",
            "--allow-http-registry",
            "--use-signed-timestamps",
            "--insecure-ignore-tlog",
            "--insecure-ignore-sct");
    private static final Set<String> REGISTRY =
            Set.of("--allow-http-registry", "--registry-cacert", "--registry-client-cert", "--registry-client-key");
    private static final Set<String> SIGNING = Set.of(
            "--yes", "--fulcio-auth-flow", "--identity-token", "--fulcio-url", "--rekor-url", "--type", "--predicate");
    private static final Set<String> VERIFYING = Set.of(
            "--certificate-identity",
            "--certificate-identity-regexp",
            "--certificate-oidc-issuer",
            "--certificate-oidc-issuer-regexp",
            "--use-signed-timestamps",
            "--insecure-ignore-tlog",
            "--insecure-ignore-sct",
            "--rekor-url",
            "--type",
            "--output");
    private static final Set<String> NEW = Set.of("--signing-config", "--trusted-root", "--use-signing-config");

    private final String version;
    private final StandInAuthority authority;

    StandInCosign(String version, StandInAuthority authority) {
        this.version = version;
        this.authority = authority;
    }

    record Answer(int status, String output, String error) {
        static Answer error(int status, String words) {
            return new Answer(status, "", "Error: " + words + "\nerror during command execution: " + words + "\n");
        }
    }

    /** Something that was attached, and who signed it. */
    private record Found(JsonNode document, JsonNode statement, StandInAuthority.Identity by) {}

    Answer run(List<String> words, Map<String, String> environment) throws IOException, GeneralSecurityException {
        String verb = words.get(0);
        if (verb.equals("version")) {
            return new Answer(0, "{\"gitVersion\": \"" + version + "\"}\n", "");
        }
        Map<String, String> options = new LinkedHashMap<>();
        List<Reference> images = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            String name = word.replaceFirst("=.*", "");
            if (!word.startsWith("--")) {
                images.add(Reference.parse(word));
            } else if (!known(verb).contains(name)) {
                return Answer.error(1, "unknown flag: " + name);
            } else {
                options.put(
                        name,
                        SWITCHES.contains(word)
                                ? "true"
                                : word.equals(name) ? words.get(++i) : word.substring(name.length() + 1));
            }
        }
        try (RegistryStore store = store(options, environment, images.get(0))) {
            return switch (verb) {
                case "sign", "attest" -> make(store, options, environment, images);
                case "verify", "verify-attestation" -> verify(store, options, images.get(0));
                default -> Answer.error(1, "unknown command \"" + verb + "\" for \"cosign\"");
            };
        }
    }

    private Set<String> known(String verb) {
        Set<String> names = new HashSet<>(REGISTRY);
        names.addAll(verb.startsWith("verify") ? VERIFYING : SIGNING);
        if (isNew()) {
            names.addAll(NEW);
        }
        return names;
    }

    private boolean isNew() {
        return version.startsWith("v3");
    }

    private static RegistryStore store(Map<String, String> options, Map<String, String> environment, Reference image)
            throws IOException {
        Path configuration = Path.of(environment.get("DOCKER_CONFIG"), "config.json");
        String registry = image.repository().registry();
        String pair = new String(
                Base64.getDecoder()
                        .decode(Json.readObject(Files.readAllBytes(configuration), "its login")
                                .path("auths")
                                .path(registry)
                                .path("auth")
                                .asText("")),
                StandardCharsets.UTF_8);
        RegistryOptions registries = RegistryOptions.defaults();
        if (!pair.isEmpty()) {
            registries = registries.withCredentials(CredentialSource.of(
                    registry, pair.substring(0, pair.indexOf(':')), pair.substring(pair.indexOf(':') + 1)));
        }
        if (options.containsKey("--registry-cacert")) {
            registries = registries.withTls(registry, TlsMaterial.trusting(Path.of(options.get("--registry-cacert"))));
        }
        return new RegistryStore(registries);
    }

    private Answer make(
            ImageStore store, Map<String, String> options, Map<String, String> environment, List<Reference> images)
            throws IOException, GeneralSecurityException {
        String token = options.containsKey("--identity-token")
                ? Files.readString(Path.of(options.get("--identity-token")))
                : environment.getOrDefault("SIGSTORE_ID_TOKEN", "");
        if (token.isEmpty() || token.endsWith("\n") || !options.containsKey("--yes")) {
            return Answer.error(1, "invalid header field value for \"Authorization\"");
        }
        JsonNode claims = Json.read(
                Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))),
                "the token");
        StandInAuthority.Certified signer = authority.certify(new StandInAuthority.Identity(
                claims.path("sub").asText(), claims.path("iss").asText()));
        for (Reference image : images) {
            boolean claim = options.containsKey("--predicate");
            byte[] predicate = claim ? Files.readAllBytes(Path.of(options.get("--predicate"))) : new byte[] {'{', '}'};
            String type = claim ? options.get("--type") : SIGN;
            if (isNew() || claim) {
                attachStatement(store, image, type, predicate, signer);
            } else {
                attachSignature(store, image, signer);
            }
        }
        return new Answer(0, "", "Generating ephemeral keys...\n");
    }

    private void attachStatement(
            ImageStore store, Reference image, String type, byte[] predicate, StandInAuthority.Certified signer)
            throws GeneralSecurityException {
        Descriptor subject = store.resolve(image).orElseThrow();
        byte[] statement = Statement.bytes(
                type, List.of(new Statement.Subject(image.repository().toString(), subject.digest())), predicate);
        Base64.Encoder encoder = Base64.getEncoder();
        ObjectNode envelope =
                Json.object().put("payload", encoder.encodeToString(statement)).put("payloadType", IN_TOTO);
        envelope.putArray("signatures").addObject().put("sig", encoder.encodeToString(signer.sign(pae(statement))));
        if (!isNew()) {
            attachLayer(
                    store,
                    image,
                    ".att",
                    Json.canonical(envelope),
                    Map.of(
                            "dev.cosignproject.cosign/signature",
                            "",
                            "dev.sigstore.cosign/certificate",
                            pem(signer),
                            "predicateType",
                            type));
            return;
        }
        ObjectNode bundle = Json.object().put("mediaType", BUNDLE);
        bundle.putObject("verificationMaterial")
                .putObject("certificate")
                .put("rawBytes", encoder.encodeToString(signer.certificate().getEncoded()));
        bundle.set("dsseEnvelope", envelope);
        BlobSource layer = BlobSource.ofBytes(BUNDLE, Json.canonical(bundle));
        BlobSource config = BlobSource.ofBytes(MediaTypes.OCI_EMPTY, new byte[] {'{', '}'});
        store.pushBlob(image.repository(), layer);
        store.pushBlob(image.repository(), config);
        store.pushManifest(
                image.repository(),
                new ImageManifest(
                                MediaTypes.OCI_MANIFEST,
                                Optional.of(BUNDLE),
                                config.descriptor(),
                                List.of(layer.descriptor()),
                                Optional.of(Descriptor.of(subject.mediaType(), subject.digest(), subject.size())),
                                new TreeMap<>(Map.of(
                                        "dev.sigstore.bundle.content",
                                        "dsse-envelope",
                                        "dev.sigstore.bundle.predicateType",
                                        type)))
                        .content());
    }

    private static void attachSignature(ImageStore store, Reference image, StandInAuthority.Certified signer)
            throws GeneralSecurityException {
        byte[] payload = ("{\"critical\":{\"identity\":{\"docker-reference\":\"" + image.repository()
                        + "\"},\"image\":{\"docker-manifest-digest\":\""
                        + image.digest().orElseThrow()
                        + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}")
                .getBytes(StandardCharsets.UTF_8);
        attachLayer(
                store,
                image,
                ".sig",
                payload,
                Map.of(
                        "dev.cosignproject.cosign/signature",
                        Base64.getEncoder().encodeToString(signer.sign(payload)),
                        "dev.sigstore.cosign/certificate",
                        pem(signer)));
    }

    private static void attachLayer(
            ImageStore store, Reference image, String suffix, byte[] content, Map<String, String> annotations) {
        String type = suffix.equals(".sig")
                ? "application/vnd.dev.cosign.simplesigning.v1+json"
                : "application/vnd.dsse.envelope.v1+json";
        Reference tag = tag(image, suffix);
        BlobSource layer = BlobSource.ofBytes(type, content);
        Optional<ManifestContent> before = store.resolve(tag).map(there -> store.manifest(tag));
        DocumentImage made =
                DocumentImage.with(before, List.of(layer.descriptor().withAnnotations(annotations)));
        store.pushBlob(image.repository(), layer);
        store.pushBlob(image.repository(), made.config());
        store.pushManifest(image.repository(), made.manifest());
        store.tag(tag, made.manifest());
    }

    private Answer verify(ImageStore store, Map<String, String> options, Reference image)
            throws IOException, GeneralSecurityException {
        boolean claim = options.containsKey("--type");
        List<String> errors = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        List<Found> all = isNew() ? bundles(store, image) : layers(store, image, claim ? ".att" : ".sig");
        for (Found one : all) {
            if (is(one.by().subject(), options, "--certificate-identity")
                    && is(one.by().issuer(), options, "--certificate-oidc-issuer")) {
                found.add(one);
            } else {
                errors.add("expected SAN value, got \"" + one.by().subject() + "\"");
            }
        }
        if (found.isEmpty()) {
            return !isNew() && all.isEmpty()
                    ? Answer.error(claim ? 1 : 10, claim ? "no matching attestations: " : "no signatures found")
                    : Answer.error(
                            isNew() || claim ? 1 : 12,
                            "no matching " + (isNew() || claim ? "attestations" : "signatures") + ": "
                                    + String.join("; ", errors));
        }
        return claim ? claims(found, options.get("--type")) : signatures(found, image);
    }

    private static Answer claims(List<Found> found, String type) {
        StringBuilder lines = new StringBuilder();
        found.stream()
                .filter(one -> one.statement().path("predicateType").asText().equals(type))
                .forEach(one -> lines.append(new String(Json.canonical(one.document()), StandardCharsets.UTF_8))
                        .append('\n'));
        return lines.isEmpty()
                ? Answer.error(1, "none of the attestations matched the predicate type: " + type)
                : new Answer(0, lines.toString(), "\nVerification for it --\n");
    }

    /** Version 3 says of every claim that it is a signature, and of what kind. */
    private static Answer signatures(List<Found> found, Reference image) {
        ArrayNode list = Json.array();
        for (Found one : found) {
            ObjectNode critical = list.addObject().putObject("critical");
            critical.putObject("image")
                    .put("docker-manifest-digest", image.digest().orElseThrow().toString());
            critical.put("type", one.statement().path("predicateType").asText("cosign container image signature"));
        }
        return new Answer(0, "\n" + new String(Json.canonical(list), StandardCharsets.UTF_8) + "\n", "");
    }

    private static boolean is(String said, Map<String, String> options, String name) {
        return options.containsKey(name)
                ? options.get(name).equals(said)
                : said.matches(options.getOrDefault(name + "-regexp", "").replaceAll("^\\^|\\$$", ""));
    }

    private List<Found> bundles(ImageStore store, Reference image) throws IOException, GeneralSecurityException {
        List<Found> found = new ArrayList<>();
        for (Descriptor referrer :
                store.referrers(image.repository(), image.digest().orElseThrow())) {
            ImageManifest manifest = (ImageManifest)
                    store.manifest(image.repository(), referrer.digest()).parse();
            Descriptor layer = manifest.layers().get(0);
            if (layer.mediaType().equals(BUNDLE)) {
                JsonNode bundle = Json.read(read(store, image, layer), "a bundle");
                byte[] certificate = Base64.getDecoder()
                        .decode(bundle.at("/verificationMaterial/certificate/rawBytes")
                                .asText());
                found.add(found(Json.canonical(bundle.get("dsseEnvelope")), StandInAuthority.read(certificate), image));
            }
        }
        return found;
    }

    private List<Found> layers(ImageStore store, Reference image, String suffix)
            throws IOException, GeneralSecurityException {
        List<Found> found = new ArrayList<>();
        Reference tag = tag(image, suffix);
        if (store.resolve(tag).isPresent()) {
            for (Descriptor layer : DocumentImage.documents(store.manifest(tag))) {
                byte[] content = read(store, image, layer);
                var certificate = StandInAuthority.read(layer.annotations()
                        .get("dev.sigstore.cosign/certificate")
                        .getBytes(StandardCharsets.UTF_8));
                if (suffix.equals(".att")) {
                    found.add(found(content, certificate, image));
                } else {
                    byte[] signature =
                            Base64.getDecoder().decode(layer.annotations().get("dev.cosignproject.cosign/signature"));
                    found.add(new Found(
                            Json.object(), Json.object(), authority.verified(certificate, content, signature)));
                }
            }
        }
        return found;
    }

    private Found found(byte[] envelope, X509Certificate certificate, Reference image)
            throws IOException, GeneralSecurityException {
        JsonNode json = Json.read(envelope, "an envelope");
        byte[] payload = Base64.getDecoder().decode(json.path("payload").asText());
        byte[] signature =
                Base64.getDecoder().decode(json.at("/signatures/0/sig").asText());
        if (!Statement.parseHead(payload, "it").isAbout(image.digest().orElseThrow())) {
            throw new GeneralSecurityException("no matching attestations: of another image");
        }
        return new Found(
                json, Json.read(payload, "a statement"), authority.verified(certificate, pae(payload), signature));
    }

    private static byte[] read(ImageStore store, Reference image, Descriptor layer) throws IOException {
        try (InputStream in = store.openBlob(image.repository(), layer)) {
            return in.readAllBytes();
        }
    }

    private static Reference tag(Reference image, String suffix) {
        return image.repository().tag(image.digest().orElseThrow().toString().replace(':', '-') + suffix);
    }

    private static byte[] pae(byte[] payload) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(("DSSEv1 " + IN_TOTO.length() + " " + IN_TOTO + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8));
        message.writeBytes(payload);
        return message.toByteArray();
    }

    private static String pem(StandInAuthority.Certified signer) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(signer.certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
