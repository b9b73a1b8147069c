package io.jenkins.plugins.istioimages.publish.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.charts.ChartHubTarget;
import io.jenkins.plugins.istioimages.publish.charts.ChartPackage;
import io.jenkins.plugins.istioimages.publish.hub.HubTags;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget;
import io.jenkins.plugins.istioimages.publish.hub.KeySeal;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.publish.sign.TestKeys;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.RetryPolicy;
import io.jenkins.plugins.istioimages.store.TestImages;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A docker-registry, as a hub of signed images or of charts. */
final class RegistryPlace extends Place {
    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final DockerRegistry registry;
    private final RegistryStore peer = new RegistryStore(RegistryOptions.defaults());
    private final Seal seal = new KeySeal(TestKeys.ecdsa(), List.of());
    private final OneOfEach release;
    private final boolean charts;
    private RegistryStore last;

    RegistryPlace(DockerRegistry registry, OneOfEach release, boolean charts) throws IOException {
        super(registry.port());
        this.registry = registry;
        this.release = release;
        this.charts = charts;
    }

    @Override
    PublishTarget target(String round) {
        RegistryStore client = new RegistryStore(RegistryOptions.defaults().withRetry(ONCE));
        leave();
        last = client;
        Hub hub = Hub.parse(host() + "/" + round);
        return charts
                ? new ChartHubTarget(ChartPackage.of(release.out), client, hub)
                : new HubTarget(
                        new HubTarget.Release(
                                release.catalog, release.staging, new HubTags(List.of(), List.of("latest"))),
                        client,
                        hub,
                        seal,
                        TransferListener.NONE);
    }

    @Override
    String visible(String round) {
        StringBuilder text = new StringBuilder();
        for (String tag : peer.tags(repository(round))) {
            text.append(tag);
            if (!tag.startsWith("sha256-")) {
                text.append(' ')
                        .append(peer.resolve(repository(round).tag(tag))
                                .orElseThrow()
                                .digest());
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Tags lead to all that they name, and to nothing that is not signed. */
    @Override
    void watch(String round, String request) {
        if (!request.startsWith("PUT ") || !request.contains("/manifests/")) {
            return;
        }
        Repository repository = repository(round);
        List<String> tags = peer.tags(repository);
        for (String tag : tags) {
            if (!tag.startsWith("sha256-")) {
                TestImages.assertComplete(peer, repository.tag(tag));
                assertSigned(tags, repository, tag);
            }
        }
    }

    private void assertSigned(List<String> tags, Repository repository, String tag) {
        if (charts) {
            return;
        }
        Digest digest = peer.resolve(repository.tag(tag)).orElseThrow().digest();
        assertThat(tags).contains("sha256-" + digest.hex() + ".sig");
    }

    private Repository repository(String round) {
        return registry.repository(round + "/" + (charts ? "base" : "pilot"));
    }

    @Override
    public void close() throws IOException {
        super.close();
        leave();
        peer.close();
    }

    private void leave() {
        if (last != null) {
            last.close();
        }
    }
}
