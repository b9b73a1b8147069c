package io.jenkins.plugins.istioimages.jenkins.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.sign.KeyPassword;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.verify.ImageVerifier;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills that an agent makes and attaches, and the controller signs. */
class SignedBillsIT {
    private static final Repository STAGED = Repository.parse("staging.example/istio/pilot");

    @TempDir
    private Path directory;

    private final RegistryStore registries = new RegistryStore(RegistryOptions.defaults());
    private DockerRegistry registry;
    private Path workspace;
    private Machine machine;
    private SigningKey key;
    private CatalogImage image;
    private String catalog;
    private String hub;

    @BeforeEach
    void prepare() throws Exception {
        registry = DockerRegistry.start();
        hub = registry.host() + "/istio";
        workspace = Files.createDirectory(directory.resolve("workspace"));
        TaskListener log = mock(TaskListener.class);
        when(log.getLogger()).thenReturn(new PrintStream(OutputStream.nullOutputStream()));
        machine = new Machine(
                Map.of("HOME", workspace.toString(), "PATH", System.getenv("PATH")),
                log,
                RegistryLogin.none(),
                GitLogin.none());
        Path secret = directory.resolve("key.pem");
        Tool.run(List.of("openssl", "genpkey", "-algorithm", "ED25519", "-out", secret.toString()), "openssl");
        key = SigningKey.read(secret, KeyPassword.ofEnvironment(Map.of()));
        stage();
    }

    private void stage() {
        try (OciLayout layout = OciLayout.create(directory.resolve("images"))) {
            ManifestContent index = new TestImages(1).index(layout, STAGED, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
            layout.tag(STAGED.tag("1.14.5"), index);
            List<CatalogPlatform> platforms = index.parse().references().stream()
                    .map(SignedBillsIT::platform)
                    .toList();
            image = new CatalogImage(
                    "pilot",
                    "debug",
                    STAGED,
                    index.digest(),
                    index.mediaType(),
                    List.of("1.14.5"),
                    platforms,
                    List.of());
        }
        catalog = CatalogYaml.write(new Catalog(
                "1.14.5", Instant.parse("2022-10-12T08:11:00Z"), Optional.empty(), Map.of(), List.of(image)));
    }

    private static CatalogPlatform platform(Descriptor child) {
        return new CatalogPlatform(child.platform().orElseThrow(), child.digest(), child.size(), "istio");
    }

    @AfterEach
    void stop() {
        registries.close();
        registry.close();
    }

    @Test
    void they_are_attached_as_the_controller_signed_them_and_made_once() throws Exception {
        ReleaseSignatures signatures = signatures();
        assertThat(sign(signatures)).hasSize(3);
        assertThat(publish(signatures)).contains("\"status\" : \"done\"");
        assertThat(new ImageVerifier(registries, key.verificationKey(), List.of(PredicateType.parse("spdxjson")))
                        .verify(tag())
                        .faults())
                .isEmpty();
        assertThat(BillsCallable.place(workspace)).doesNotExist();

        ReleaseSignatures again = signatures();
        assertThat(sign(again)).as("all are signed").isEmpty();
        assertThat(publish(again)).contains("\"status\" : \"unchanged\"");
    }

    @Test
    void what_an_agent_changes_afterwards_is_not_signed_and_nothing_is_tagged() throws Exception {
        ReleaseSignatures signatures = signatures();
        sign(signatures);
        Path bill = BillsCallable.place(workspace).resolve(image.digest().hex());
        Files.writeString(bill, Files.readString(bill).replace("SPDX-2.3", "SPDX-2.2"));
        assertThat(publish(signatures))
                .contains("\"status\" : \"failed\"")
                .contains("the owner of the key has signed no such message");
        assertThat(registries.resolve(tag())).isEmpty();
    }

    @Test
    void the_bill_of_another_image_is_not_signed() throws Exception {
        ReleaseSignatures signatures = signatures();
        sign(signatures);
        byte[] bill = new BillCallable(image.digest().toString()).invoke(workspace.toFile(), null);
        Digest other = image.platforms().get(0).digest();
        assertThatThrownBy(() -> signatures.addBill(key, List.of(hub), image, other, bill))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("is not signed");
    }

    private Reference tag() {
        return registry.repository("istio/pilot").tag("1.14.5");
    }

    private String staging() {
        return "oci:" + directory.resolve("images");
    }

    private ReleaseSignatures signatures() {
        return ReleaseSignatures.of(
                key,
                CatalogYaml.read("images.yaml", catalog.getBytes(StandardCharsets.UTF_8)),
                List.of(hub),
                made -> Optional.empty());
    }

    /** As the controller does. */
    private List<String> sign(ReleaseSignatures signatures) throws Exception {
        List<String> made = new BillsCallable(catalog, staging(), List.of(hub), signatures, machine)
                .invoke(workspace.toFile(), null)
                .lines()
                .toList();
        for (String manifest : made) {
            byte[] bill = new BillCallable(manifest).invoke(workspace.toFile(), null);
            signatures.addBill(key, List.of(hub), image, Digest.parse(manifest), bill);
        }
        return made;
    }

    private String publish(ReleaseSignatures signatures) throws Exception {
        RegistryTargets targets = new RegistryTargets(List.of(hub), List.of(), List.of(), List.of());
        return new PublishReleaseCallable("out", "1.14.5", targets, machine)
                .in(Mode.PUBLISH, false)
                .images(catalog, staging())
                .bills(true)
                .signed(signatures)
                .invoke(workspace.toFile(), null);
    }
}
