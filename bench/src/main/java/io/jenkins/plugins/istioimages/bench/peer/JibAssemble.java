package io.jenkins.plugins.istioimages.bench.peer;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import io.jenkins.plugins.istioimages.bench.data.DataSet;
import java.nio.file.Path;
import java.util.Set;

/**
 * Makes images with jib-core, which reads no Dockerfile: what the Dockerfiles say is said here. Arguments: its cache
 * directory, the base's repository, the jobs (executable, template, name, repository, architecture, tag suffix).
 */
public final class JibAssemble {
    private JibAssemble() {}

    public static void main(String[] args) throws Exception {
        Path cache = Path.of(args[0]);
        String base = args[1] + ":" + DataSet.VERSION;
        Jobs.run(Path.of(args[2]), fields -> () -> assemble(cache, base, fields));
        System.exit(0);
    }

    private static JibContainer assemble(Path cache, String base, String[] fields) throws Exception {
        String name = fields[2];
        String program = "/usr/local/bin/" + name;
        FileEntriesLayer binary = FileEntriesLayer.builder()
                .addEntry(Path.of(fields[0]), AbsoluteUnixPath.get(program), FilePermissions.fromOctalString("755"))
                .build();
        FileEntriesLayer template = FileEntriesLayer.builder()
                .addEntry(Path.of(fields[1]), AbsoluteUnixPath.get("/var/lib/istio/template.json"))
                .build();
        return Jib.from(RegistryImage.named(base))
                .setPlatforms(Set.of(new Platform(fields[4], "linux")))
                .addFileEntriesLayer(binary)
                .addFileEntriesLayer(template)
                .addLabel("org.opencontainers.image.title", name)
                .addEnvironmentVariable("ISTIO_META_COMPONENT", name)
                .setWorkingDirectory(AbsoluteUnixPath.get("/"))
                .setUser("1337:1337")
                .setEntrypoint(program)
                .containerize(JibPublish.to(cache, fields[3] + ":" + DataSet.VERSION + fields[5]));
    }
}
