package io.jenkins.plugins.istioimages.publish.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed with keys of openssl in Debian's docker-registry, checked by openssl. */
class SignedImageIT {
    private static DockerRegistry registry;
    private static RegistryStore store;

    @TempDir
    private Path temp;

    @BeforeAll
    static void start() {
        registry = DockerRegistry.start();
        store = new RegistryStore(RegistryOptions.defaults());
    }

    @AfterAll
    static void stop() {
        store.close();
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "ED25519"})
    void openssl_verifies_what_is_read_back_and_a_second_run_writes_nothing(String algorithm) throws IOException {
        Path secret = temp.resolve("key.pem");
        Path shown = temp.resolve("key.pub");
        if (algorithm.equals("EC")) {
            openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", secret.toString());
        } else {
            openssl("genpkey", "-algorithm", algorithm, "-out", secret.toString());
        }
        openssl("pkey", "-in", secret.toString(), "-pubout", "-out", shown.toString());
        SigningKey key = SigningKey.read(secret, KeyPassword.none());
        assertThat(key.verificationKey().pem()).isEqualTo(Files.readString(shown));

        Repository repository = registry.repository("signed/" + algorithm.toLowerCase(Locale.ROOT));
        ManifestContent index = new TestImages(5).index(store, repository, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        List<ImageSigner.Signed> signed = new ImageSigner(store, key).sign(repository, index);
        assertThat(signed).hasSize(3).allMatch(ImageSigner.Signed::written);
        for (ImageSigner.Signed one : signed) {
            verify(algorithm, shown, repository, one.manifest());
        }
        int before = writes();
        assertThat(new ImageSigner(store, key).sign(repository, index)).noneMatch(ImageSigner.Signed::written);
        assertThat(writes()).isEqualTo(before);
    }

    /** As somebody does it who has cosign's documentation, curl and openssl. */
    private void verify(String algorithm, Path shown, Repository repository, Digest manifest) throws IOException {
        ImageManifest image = (ImageManifest) store.manifest(repository.tag("sha256-" + manifest.hex() + ".sig"))
                .parse();
        Descriptor layer = image.layers().get(0);
        byte[] payload = TestImages.read(store, repository, layer);
        assertThat(new String(payload, StandardCharsets.UTF_8))
                .isEqualTo("{\"critical\":{\"identity\":{\"docker-reference\":\"" + repository + "\"},\"image\":"
                        + "{\"docker-manifest-digest\":\"" + manifest
                        + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}");
        Path message = Files.write(temp.resolve("payload"), payload);
        Path signature = Files.write(
                temp.resolve("signature"),
                Base64.getDecoder().decode(layer.annotations().get("dev.cosignproject.cosign/signature")));
        if (algorithm.equals("EC")) {
            openssl(
                    "dgst",
                    "-sha256",
                    "-verify",
                    shown.toString(),
                    "-signature",
                    signature.toString(),
                    message.toString());
        } else {
            openssl(
                    "pkeyutl",
                    "-verify",
                    "-rawin",
                    "-pubin",
                    "-inkey",
                    shown.toString(),
                    "-sigfile",
                    signature.toString(),
                    "-in",
                    message.toString());
        }
        assertThat(store.referrers(repository, manifest))
                .extracting(referrer -> referrer.artifactType().orElse(""))
                .containsExactly("application/vnd.dev.cosign.artifact.sig.v1+json");
    }

    private static int writes() {
        return (int) registry.log()
                .lines()
                .filter(line -> line.contains("\"PUT /v2/") || line.contains("\"POST /v2/"))
                .count();
    }

    private static void openssl(String... words) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Tool.run(command, "openssl");
    }
}
