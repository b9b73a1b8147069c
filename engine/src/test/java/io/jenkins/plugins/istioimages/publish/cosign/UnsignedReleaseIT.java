package io.jenkins.plugins.istioimages.publish.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.hub.HubTags;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget;
import io.jenkins.plugins.istioimages.publish.hub.KeySeal;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release that is to be signed with a service's key. */
class UnsignedReleaseIT {
    private static final String REFERENCE = "awskms:///alias/release";
    private static final Repository STAGING = Repository.parse("staging.example/mini");
    private static final Repository RELEASED = Repository.parse("registry.example/istio");

    private final InMemoryStore staging = new InMemoryStore();
    private final InMemoryStore target = new InMemoryStore();

    @TempDir
    private Path home;

    private CosignStandIn cosign;
    private CatalogImage image;

    @BeforeEach
    void prepare() {
        cosign = CosignStandIn.in(home, CosignStandIn.V2).withKey(REFERENCE);
        Repository repository = STAGING.resolve("pilot");
        ManifestContent index =
                new TestImages(3).index(staging, repository, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        image = new CatalogImage(
                "pilot",
                "debug",
                repository,
                index.digest(),
                index.mediaType(),
                List.of("1.14.5", "1.14.5-debug"),
                List.of(),
                List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "hang", "ask", "silent", "garbage", "otherkey"})
    void whatever_keeps_the_key_from_signing_nothing_is_tagged(String mode) {
        CosignSigner signer = signer(mode.equals("hang") ? Duration.ofSeconds(6) : Duration.ofMinutes(2));
        cosign.behaving("sign-blob " + mode);
        Receipt failed = publish(signer);
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(target.tags(RELEASED.resolve("pilot"))).isEmpty();
        assertThat(target.log()).noneMatch(line -> line.startsWith("tag "));

        cosign.behaving("well");
        assertThat(publish(signer(Duration.ofMinutes(2))).status()).isEqualTo(Status.DONE);
        assertThat(target.tags(RELEASED.resolve("pilot"))).contains("1.14.5", "1.14.5-debug");
    }

    @Test
    void a_second_run_writes_nothing() {
        assertThat(publish(signer(Duration.ofMinutes(2))).status()).isEqualTo(Status.DONE);
        target.clearLog();
        assertThat(publish(signer(Duration.ofMinutes(2))).status()).isEqualTo(Status.UNCHANGED);
        assertThat(target.log()).isEmpty();
    }

    private CosignSigner signer(Duration limit) {
        return CosignSigner.open(
                KeyReference.parse(REFERENCE),
                new CosignProgram(cosign.program().toString(), Map.of("PATH", System.getenv("PATH")), limit));
    }

    private Receipt publish(CosignSigner signer) {
        Catalog catalog = new Catalog(
                "1.14.5", Instant.parse("2022-10-12T08:11:00Z"), Optional.empty(), Map.of(), List.of(image));
        HubTarget hub = new HubTarget(
                new HubTarget.Release(catalog, staging, HubTags.ofVersion()),
                target,
                Hub.parse(RELEASED.toString()),
                new KeySeal(signer, List.of()),
                TransferListener.NONE);
        return new Publication(Mode.PUBLISH, false, receipt -> {})
                .run(List.of(hub))
                .get(0);
    }
}
