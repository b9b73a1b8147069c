package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.StoredObject;
import io.jenkins.plugins.istioimages.publish.storage.Upload;
import io.jenkins.plugins.istioimages.publish.storage.gcs.LocalGcs;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that reads over conditions, as some do that speak as S3. */
class ConditionProbeTest {
    private final LocalGcs gcs = new LocalGcs();

    @TempDir
    Path temporary;

    @Test
    void noIndexIsWrittenWhereItCouldLoseCharts() throws IOException {
        Receipt receipt = publish("gs://releases");
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem().orElseThrow())
                .contains("does not keep the condition that an object must not be there")
                .contains("conditions=none");
        assertThat(gcs.open("gs://releases").find("charts/index.yaml")).isEmpty();
        assertThat(gcs.open("gs://releases").find("charts/base-1.14.5.tgz")).isPresent();
    }

    @Test
    void whoeverWritesAloneMaySaySo() throws IOException {
        Receipt receipt = publish("gs://releases?conditions=none");
        assertThat(receipt.status()).as(receipt.problem().orElse("")).isEqualTo(Status.DONE);
        assertThat(gcs.open("gs://releases").find("charts/index.yaml")).isPresent();
    }

    private Receipt publish(String address) throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1);
        Bucket careless = careless(gcs.open(address));
        return new Publication(Mode.PUBLISH, false, any -> {})
                .run(List.of(new HelmIndexTarget(
                        careless,
                        "charts",
                        URI.create("https://charts.example"),
                        release.charts(),
                        SampleRelease.CREATED)))
                .get(0);
    }

    private static Bucket careless(Bucket bucket) {
        return (Bucket) Proxy.newProxyInstance(
                Bucket.class.getClassLoader(), new Class<?>[] {Bucket.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("put")
                                ? put(bucket, (String) arguments[0], (Upload) arguments[1])
                                : method.invoke(bucket, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static StoredObject put(Bucket bucket, String key, Upload upload) {
        return bucket.put(key, upload, Condition.NONE);
    }
}
