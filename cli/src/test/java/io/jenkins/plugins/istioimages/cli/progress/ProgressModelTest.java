package io.jenkins.plugins.istioimages.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.PublishListener;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressModelTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Repository PILOT = Repository.parse("ghcr.io/resf/istio/pilot");
    private static final Digest BASE = Digest.sha256("base");
    private static final Digest OWN = Digest.sha256("own");

    private final List<String> notices = new ArrayList<>();
    private final ProgressModel model = new ProgressModel();
    private final PublishListener publish = model.publishing();
    private final TransferListener transfers = model.transfers(new TransferListener() {
        @Override
        public void notice(String message) {
            notices.add(message);
        }
    });

    @Test
    void nothingIsToBeSeenBeforeThereIsAnImage() {
        publish.started(28);
        assertThat(model.view(0)).isEmpty();
    }

    @Test
    void aLargeLayerMovesWhileItIsCompressedAndWhileItIsSent() {
        publish.imageFound("pilot:1 linux/amd64", List.of(new PublishListener.Layer(BASE, 100_000_000)));
        assertThat(total(0)).isEqualTo("0/1 images, 0/1 layers, 0 B of 100.0 MB");
        publish.layerRead(BASE, 50_000_000);
        assertThat(total(1)).contains("25.0 MB of 100.0 MB");
        publish.layerRead(BASE, 50_000_000);
        Descriptor packed = blob("packed", 40_000_000);
        publish.layerReady(BASE, packed);
        assertThat(total(2)).contains("0/1 layers, 50.0 MB of 100.0 MB");
        transfers.blobProgress(PILOT, packed, 20_000_000);
        assertThat(total(3)).contains("75.0 MB of 100.0 MB");
        transfers.blobFinished(PILOT, packed, BlobOutcome.UPLOADED);
        assertThat(total(4)).isEqualTo("0/1 images, 1/1 layers, 100.0 MB of 100.0 MB");
        publish.imagePlaced("pilot:1 linux/amd64");
        assertThat(total(5)).startsWith("1/1 images");
    }

    @Test
    void bytesThatMustBeSentAgainAreTakenBack() {
        publish.imageFound("pilot:1", List.of(new PublishListener.Layer(BASE, 1000)));
        Descriptor packed = blob("packed", 500);
        publish.layerReady(BASE, packed);
        transfers.blobProgress(PILOT, packed, 500);
        transfers.blobProgress(PILOT, packed, -250);
        assertThat(total(0)).contains("750 B of 1.0 kB");
    }

    @Test
    void aLayerThatImagesShareCountsOnceInAllAndInEachOfThem() {
        publish.started(2);
        publish.imageFound("pilot:1", List.of(new PublishListener.Layer(BASE, 1000)));
        publish.imageFound(
                "proxyv2:1", List.of(new PublishListener.Layer(BASE, 1000), new PublishListener.Layer(OWN, 3000)));
        publish.layerRead(BASE, 1000);
        assertThat(total(0)).isEqualTo("0/2 images, 0/2 layers, 500 B of 4.0 kB");
        assertThat(images(0))
                .containsExactly("pilot:1: 0/1 layers, 500 B of 1.0 kB", "proxyv2:1: 0/2 layers, 500 B of 4.0 kB");
        publish.imagePlaced("pilot:1");
        assertThat(images(0)).hasSize(1);
    }

    @Test
    void rateAndTimeLeftAreThoseOfTheLastSeconds() {
        publish.imageFound("pilot:1", List.of(new PublishListener.Layer(BASE, 100_000_000)));
        total(0);
        for (int second = 1; second <= 20; second++) {
            publish.layerRead(BASE, 2_000_000);
            total(second);
        }
        assertThat(total(20)).endsWith("1.0 MB/s, 1 min 20 s left");
        // It stands still: the rate falls, and after the window nothing is said any more.
        assertThat(total(25)).contains("500.0 kB/s");
        assertThat(total(40)).doesNotContain("left");
    }

    @Test
    void copiesAreToldByTheirStores() {
        Reference image = PILOT.tag("1");
        Descriptor layer = blob("layer", 4000);
        Descriptor config = blob("config", 1000);
        transfers.imageBegun(image, List.of(layer, config));
        transfers.blobProgress(PILOT, layer, 1000);
        assertThat(total(0)).isEqualTo("0/1 images, 0/2 layers, 1.0 kB of 5.0 kB");
        transfers.blobFinished(PILOT, layer, BlobOutcome.UPLOADED);
        transfers.blobFinished(PILOT, config, BlobOutcome.EXISTED);
        transfers.imageFinished(image);
        assertThat(total(0)).isEqualTo("1/1 images, 2/2 layers, 5.0 kB of 5.0 kB");
    }

    @Test
    void whatBelongsToNoImageAndNoticesDoNoHarm() {
        transfers.blobProgress(PILOT, blob("other", 10), 10);
        transfers.blobFinished(PILOT, blob("other", 10), BlobOutcome.UPLOADED);
        publish.layerRead(OWN, 10);
        publish.imagePlaced("nobody");
        transfers.notice("the registry says hello");
        assertThat(model.view(0)).isEmpty();
        assertThat(notices).containsExactly("the registry says hello");
    }

    private String total(int seconds) {
        return model.view(seconds * SECOND).orElseThrow().total();
    }

    private List<String> images(int seconds) {
        return model.view(seconds * SECOND).orElseThrow().images();
    }

    private static Descriptor blob(String content, long size) {
        return Descriptor.of(MediaTypes.OCI_LAYER_GZIP, Digest.sha256(content), size);
    }
}
