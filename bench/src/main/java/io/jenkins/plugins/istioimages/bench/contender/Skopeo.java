package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.Archive;
import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import io.jenkins.plugins.istioimages.bench.data.ArchiveForm;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.data.LayoutImage;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.measure.ShellBatch;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's skopeo, one call per archive or index. It has no tool for an index, so publishing with it leaves a tag per
 * platform and less work than the others do. Archives that are gzip'd as a whole are unpacked by gzip before, since
 * Debian's build of it says "unexpected EOF" to every one of them.
 */
public final class Skopeo implements Publisher, Copier, LayoutCopier {
    private final String name;
    private final int parallel;
    private final List<String> options;

    private Skopeo(String name, int parallel, List<String> options) {
        this.name = name;
        this.parallel = parallel;
        this.options = options;
    }

    /** With its defaults: gzip, up to six layers of one image at a time. */
    public static Skopeo gzip(int parallel) {
        return new Skopeo("skopeo" + suffix(parallel), parallel, List.of());
    }

    /** Compressing with zstd. */
    public static Skopeo zstd(int parallel) {
        return new Skopeo("skopeo_zstd" + suffix(parallel), parallel, List.of("--dest-compress-format", "zstd"));
    }

    private static String suffix(int parallel) {
        return parallel == 1 ? "" : "_x" + parallel;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TagScheme tags() {
        return TagScheme.PER_PLATFORM;
    }

    @Override
    public boolean reads(ArchiveForm form) {
        return true;
    }

    @Override
    public Command publish(Workspace workspace, ArchiveDirectory archives, Hub hub) throws IOException {
        ShellBatch batch = new ShellBatch();
        for (Archive archive : archives.archives()) {
            String file = archives.file(archive).toString();
            String target = hub.repository(archive.name()) + ":" + archive.platformTag();
            if (file.endsWith(".gz")) {
                String plain = workspace.path().resolve(archive.file()).toString();
                batch.then(
                        List.of("bash", "-c", "gzip -dc \"$1\" >\"$2\"", "unpack", file, plain),
                        publish(plain, target),
                        List.of("rm", plain));
            } else {
                batch.then(publish(file, target));
            }
        }
        return batch.command(workspace.path(), parallel);
    }

    @Override
    public Command copy(Workspace workspace, LayoutDirectory images, Hub from, Hub to) throws IOException {
        ShellBatch batch = new ShellBatch();
        for (LayoutImage image : images.images()) {
            List<String> line =
                    copy("--all", "--preserve-digests", "--src-tls-verify=false", "--dest-tls-verify=false");
            line.add("docker://" + from.repository(image.name()) + ":" + image.tag());
            line.add("docker://" + to.repository(image.name()) + ":" + image.tag());
            batch.then(line);
        }
        return batch.command(workspace.path(), parallel);
    }

    @Override
    public Command copyLayout(Workspace workspace, LayoutDirectory layout, Hub to) throws IOException {
        ShellBatch batch = new ShellBatch();
        for (LayoutImage image : layout.images()) {
            List<String> line = copy("--all", "--preserve-digests", "--dest-tls-verify=false");
            line.add("oci:" + layout.path() + ":" + image.refName());
            line.add("docker://" + to.repository(image.name()) + ":" + image.tag());
            batch.then(line);
        }
        return batch.command(workspace.path(), parallel);
    }

    private List<String> publish(String archive, String target) {
        List<String> line = copy("--dest-tls-verify=false");
        line.addAll(options);
        line.add("docker-archive:" + archive);
        line.add("docker://" + target);
        return line;
    }

    private static List<String> copy(String... options) {
        List<String> line =
                new ArrayList<>(List.of(Tools.require("skopeo", "skopeo"), "--insecure-policy", "copy", "--quiet"));
        line.addAll(List.of(options));
        return line;
    }
}
