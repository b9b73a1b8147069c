package io.jenkins.plugins.istioimages.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.bench.registry.RegistryApi;
import io.jenkins.plugins.istioimages.bench.registry.RegistryServer;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingProxyIT {
    @TempDir
    Path directory;

    @Test
    void countsWhatAClientSendsToARealRegistry() throws IOException {
        Path blob = Files.write(directory.resolve("blob"), new byte[100_000]);
        String digest = Digest.sha256(new byte[100_000]).toString();
        try (RegistryServer registry = RegistryServer.start(directory);
                CountingProxy proxy = CountingProxy.to(registry.port())) {
            RegistryApi client = new RegistryApi(proxy.host());
            assertThat(client.blobSize("istio/x", digest)).isEmpty();
            client.putBlob("istio/x", digest, blob);
            Counts before = proxy.counts();
            assertThat(client.blobSize("istio/x", digest)).hasValue(100_000);
            assertThat(before.requests()).isEqualTo(3);
            assertThat(before.blobBytes()).isEqualTo(100_000);
            assertThat(before.byKind())
                    .containsEntry("HEAD blobs", 1L)
                    .containsEntry("POST uploads", 1L)
                    .containsEntry("PUT uploads", 1L);
            assertThat(proxy.counts().minus(before).byKind()).containsOnlyKeys("HEAD blobs");
        }
    }
}
