package io.jenkins.plugins.istioimages.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Base and target in one real registry: the base's layers are mounted, never fetched. */
@Timeout(120)
class RegistryBaseIT {
    @Test
    void aBaseOnTheTargetsRegistryIsMountedAndNotDownloaded(@TempDir Path directory) throws Exception {
        Path context = Files.createDirectories(directory.resolve("context"));
        Files.writeString(context.resolve("tool"), "#!/bin/sh\n");
        try (DockerRegistry registry = DockerRegistry.start();
                RegistryStore store = new RegistryStore(RegistryOptions.defaults());
                NativeImageBuilder builder = new NativeImageBuilder(
                        store,
                        new BaseImages(List.of(store)),
                        Compressors.jdkGzip(),
                        directory.resolve("spool"),
                        TransferListener.NONE)) {
            Repository base = registry.repository("release/base");
            BuiltImage baseImage = build(builder, context, "FROM scratch\nCOPY tool /etc/tool\n", base);
            store.tag(base.tag("1"), store.manifest(base, baseImage.manifest().digest()));
            int before = registry.log().length();

            Repository pilot = registry.repository("istio/pilot");
            BuiltImage image = build(builder, context, "FROM " + base + ":1\nCOPY tool /usr/local/bin/tool\n", pilot);
            store.tag(pilot.tag("1"), store.manifest(pilot, image.manifest().digest()));

            String digest = baseImage.layers().get(0).digest().toString();
            assertThat(image.layers().get(0).digest()).hasToString(digest);
            assertThat(registry.log().substring(before)).doesNotContain("GET /v2/release/base/blobs/" + digest);
            String read = Tool.run(
                    List.of(
                            "skopeo",
                            "copy",
                            "-q",
                            "--src-tls-verify=false",
                            "docker://" + pilot + ":1",
                            "dir:" + directory.resolve("read")),
                    "skopeo");
            assertThat(read).isEmpty();
            assertThat(directory.resolve("read/" + digest.substring("sha256:".length())))
                    .exists();
        }
    }

    private static BuiltImage build(NativeImageBuilder builder, Path context, String text, Repository repository)
            throws Exception {
        Path dockerfile = Files.writeString(context.resolveSibling("Dockerfile"), text);
        return builder.build(new ImageRequest(
                dockerfile,
                BuildContext.directory(context),
                Platform.LINUX_AMD64,
                Map.of(),
                repository,
                ImageFixture.TIME));
    }
}
