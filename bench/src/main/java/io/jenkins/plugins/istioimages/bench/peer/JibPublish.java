package io.jenkins.plugins.istioimages.bench.peer;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.nio.file.Path;
import java.util.Set;

/** Pushes docker-archives with jib-core. Arguments: its cache directory, the jobs (archive, reference, architecture). */
public final class JibPublish {
    private JibPublish() {}

    public static void main(String[] args) throws Exception {
        Path cache = Path.of(args[0]);
        Jobs.run(Path.of(args[1]), fields -> () -> push(cache, fields[0], fields[1], fields[2]));
        // jib's own threads must not keep the finished process.
        System.exit(0);
    }

    private static JibContainer push(Path cache, String archive, String reference, String architecture)
            throws Exception {
        return Jib.from(TarImage.at(Path.of(archive)))
                .setPlatforms(Set.of(new Platform(architecture, "linux")))
                .containerize(to(cache, reference));
    }

    static Containerizer to(Path cache, String reference) throws Exception {
        return Containerizer.to(RegistryImage.named(reference))
                .setAllowInsecureRegistries(true)
                .setBaseImageLayersCache(cache.resolve("base"))
                .setApplicationLayersCache(cache.resolve("application"));
    }
}
