package io.jenkins.plugins.istioimages.publish.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.hub.HubTags;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.publish.verify.VerificationReport;
import io.jenkins.plugins.istioimages.registry.CredentialSource;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryAccess;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release that is signed without a key, in Debian's docker-registry with passwords. */
class KeylessIT {
    private static final String USER = "bob";
    private static final String PASSWORD = "hunter2-hunter2";
    private static final String SUBJECT = "https://ci.example/release";
    private static final CertificateIdentity IDENTITY =
            new CertificateIdentity(SUBJECT, false, SigstoreStandIn.ISSUER, false);
    private static final Claim CLAIM = new Claim(
            PredicateType.PROVENANCE,
            Json.object().put("buildType", "test").put("half", 1.50).put("count", 3L));

    private static final Repository STAGED = Repository.parse("staging.example/mini/pilot");

    private static DockerRegistry registry;
    private static RegistryOptions options;
    private static int number;

    private final InMemoryStore staging = new InMemoryStore();
    private final RegistryStore target = new RegistryStore(options);

    @TempDir
    private Path home;

    private SigstoreStandIn cosign;
    private Repository hub;
    private CatalogImage image;

    @BeforeAll
    static void start() {
        registry = DockerRegistry.configure().htpasswd(USER, PASSWORD).start();
        options = RegistryOptions.defaults().withCredentials(CredentialSource.of(registry.host(), USER, PASSWORD));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @BeforeEach
    void prepare() {
        hub = registry.repository("hub" + number++);
        image = image(new TestImages(number).image(staging, STAGED, Platform.LINUX_AMD64));
    }

    private static CatalogImage image(ManifestContent content) {
        return new CatalogImage(
                "pilot",
                "debug",
                STAGED,
                content.digest(),
                content.mediaType(),
                List.of("1.14.5"),
                List.of(),
                List.of());
    }

    private void withTwoPlatforms() {
        image = image(new TestImages(number).index(staging, STAGED, Platform.LINUX_AMD64, Platform.LINUX_ARM64));
    }

    @AfterEach
    void end() {
        target.close();
        cosign.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {CosignStandIn.V2, CosignStandIn.V3})
    void all_is_signed_once_and_verified_and_a_second_run_signs_nothing(String version) {
        cosign = SigstoreStandIn.start(home, version);
        withTwoPlatforms();
        Receipt first = publish(Mode.PUBLISH, seal(SUBJECT));
        assertThat(first.status()).as("%s", first).isEqualTo(Status.DONE);
        assertThat(cosign.count("sign")).as("one call for all manifests").isEqualTo(1);
        assertThat(cosign.count("attest")).isEqualTo(1);
        assertThat(names(first)).filteredOn(name -> name.contains("keyless")).hasSize(6);
        assertThat(cosign.calls())
                .flatExtracting(call -> call)
                .as("everybody sees the list of processes")
                .noneMatch(word -> word.contains(PASSWORD) || word.startsWith("eyJ"))
                .contains("--allow-http-registry", "--fulcio-auth-flow=token");
        assertThat(Path.of(cosign.environment().get("DOCKER_CONFIG"))).doesNotExist();
        assertThat(cosign.environment())
                .doesNotContainKeys("AWS_SECRET_ACCESS_KEY", "COSIGN_REPOSITORY", "SIGSTORE_ID_TOKEN");
        cosign.clearCalls();

        assertThat(publish(Mode.PUBLISH, seal(SUBJECT)).status()).isEqualTo(Status.UNCHANGED);
        assertThat(publish(Mode.VERIFY, verified(SUBJECT)).complete()).isTrue();
        assertThat(cosign.count("sign") + cosign.count("attest")).isZero();
        VerificationReport report = verifier(SUBJECT).verify(tag(), List.of(PredicateType.PROVENANCE));
        assertThat(report.faults()).isEmpty();
        assertThat(report.parts())
                .extracting(VerificationReport.Part::title)
                .containsExactly("index", "linux/amd64", "linux/arm64");
        assertThat(verifier("https://ci.example/other").verify(tag(), List.of()).faults())
                .hasSize(3)
                .allMatch(fault -> fault.contains("is not signed by https://ci.example/other of "
                        + SigstoreStandIn.ISSUER + ": cosign: no matching "));
    }

    @ParameterizedTest
    @ValueSource(strings = {CosignStandIn.V2, CosignStandIn.V3})
    void where_cosign_does_not_sign_nothing_is_tagged_and_the_next_run_goes_on(String version) {
        cosign = SigstoreStandIn.start(home, version);
        cosign.refusing("attest", "signing: Fulcio returned 503 for the token eyJhbGciOiJub25lIn0.x.y");
        Receipt failed = publish(Mode.PUBLISH, seal(SUBJECT));
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.problem().orElseThrow())
                .contains("attest failed with exit code 1")
                .contains("Fulcio returned 503 for the token ***");
        assertThat(target.resolve(tag())).isEmpty();

        cosign.refusing("attest", "");
        assertThat(publish(Mode.PUBLISH, seal(SUBJECT)).status()).isEqualTo(Status.DONE);
        assertThat(cosign.count("sign"))
                .as("what was signed is not signed again")
                .isEqualTo(1);
        assertThat(target.resolve(tag())).isPresent();
    }

    @Test
    void whoever_is_somebody_else_tags_nothing() {
        cosign = SigstoreStandIn.start(home, CosignStandIn.V3);
        Receipt failed = publish(Mode.PUBLISH, seal("https://ci.example/other"));
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.problem().orElseThrow())
                .contains("cosign has signed " + hub)
                .contains("and it still is not signed by " + SUBJECT);
        assertThat(target.resolve(tag())).isEmpty();
    }

    @Test
    void what_cosign_cannot_tell_is_no_reason_to_sign_again() {
        cosign = SigstoreStandIn.start(home, CosignStandIn.V3);
        assertThat(publish(Mode.PUBLISH, seal(SUBJECT)).status()).isEqualTo(Status.DONE);
        cosign.clearCalls();
        cosign.refusing("verify", "getting trusted root from TUF: connection refused");
        Receipt failed = publish(Mode.PUBLISH, seal(SUBJECT));
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.problem().orElseThrow()).contains("connection refused");
        assertThat(cosign.count("sign")).isZero();
    }

    @Test
    void a_dry_run_says_what_would_be_signed_and_starts_nothing() {
        cosign = SigstoreStandIn.start(home, CosignStandIn.V3);
        Receipt looked = publish(Mode.DRY_RUN, seal(SUBJECT));
        assertThat(names(looked)).filteredOn(name -> name.contains("keyless")).hasSize(2);
        assertThat(cosign.calls()).isEmpty();
        Receipt done = publish(Mode.PUBLISH, seal(SUBJECT));
        assertThat(names(done)).isEqualTo(names(looked));
    }

    @Test
    void another_claim_of_the_kind_is_added_and_attestations_are_no_signatures() {
        cosign = SigstoreStandIn.start(home, CosignStandIn.V3);
        keyless(SUBJECT)
                .attest(
                        prepared(),
                        List.of(image.digest()),
                        PredicateType.PROVENANCE,
                        Json.canonical(Json.object().put("buildType", "other")));
        KeylessVerifier verifier = verifier(SUBJECT);
        assertThat(verifier.signatureFault(hub.resolve("pilot"), image.digest()))
                .contains("is not signed");
        assertThat(verifier.claimFault(hub.resolve("pilot"), image.digest(), PredicateType.PROVENANCE, CLAIM::isSaidIn))
                .contains("has another attestation " + PredicateType.PROVENANCE + " by " + IDENTITY);
        assertThat(publish(Mode.PUBLISH, seal(SUBJECT)).status()).isEqualTo(Status.DONE);
        assertThat(verifier.claimFault(hub.resolve("pilot"), image.digest(), PredicateType.PROVENANCE, CLAIM::isSaidIn))
                .isEmpty();
    }

    /** The image is there, and nothing is attached to it. */
    private Repository prepared() {
        assertThat(publish(Mode.PUBLISH, Seal.NONE).status()).isEqualTo(Status.DONE);
        return hub.resolve("pilot");
    }

    private Reference tag() {
        return hub.resolve("pilot").tag("1.14.5");
    }

    private static List<String> names(Receipt receipt) {
        return receipt.items().stream()
                .filter(item -> item.action() != Action.NONE)
                .map(Item::name)
                .toList();
    }

    private Keyless keyless(String subject) {
        Sigstore sigstore = new Sigstore(
                Optional.of(cosign.token("token", subject)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(URI.create("https://fulcio.example")),
                Optional.of(URI.create("https://rekor.example")),
                new Sigstore.Checks(false, false, false));
        RegistryAccess access = new RegistryAccess(options);
        Map<String, String> environment = Map.of(
                "PATH",
                System.getenv("PATH"),
                "AWS_SECRET_ACCESS_KEY",
                "aws",
                "COSIGN_REPOSITORY",
                "elsewhere",
                "SIGSTORE_ID_TOKEN",
                "of somebody else");
        return Keyless.open(
                new CosignProgram(cosign.program().toString(), environment),
                sigstore,
                repository -> new RegistryPass(
                        access.allowsPlainHttp(repository),
                        Optional.of(new RegistryPass.Login(Optional.of(USER), PASSWORD)),
                        access.authorities(repository),
                        Optional.empty()));
    }

    private KeylessVerifier verifier(String subject) {
        return new KeylessVerifier(
                target, keyless(SUBJECT), new CertificateIdentity(subject, false, SigstoreStandIn.ISSUER, false));
    }

    private Seal seal(String subject) {
        return new KeylessSeal(new KeylessSigner(target, keyless(subject), IDENTITY), List.of(CLAIM));
    }

    private Seal verified(String subject) {
        return new VerifiedKeylessSeal(verifier(subject), List.of(PredicateType.PROVENANCE));
    }

    private Receipt publish(Mode mode, Seal seal) {
        Catalog catalog = new Catalog(
                "1.14.5", Instant.parse("2022-10-12T08:11:00Z"), Optional.empty(), Map.of(), List.of(image));
        HubTarget to = new HubTarget(
                new HubTarget.Release(catalog, staging, HubTags.ofVersion()),
                target,
                Hub.parse(hub.toString()),
                seal,
                TransferListener.NONE);
        return new Publication(mode, false, receipt -> {}).run(List.of(to)).get(0);
    }
}
