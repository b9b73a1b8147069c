package io.jenkins.plugins.istioimages.validate;

import static io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture.VERSION;

import io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Releases in which files are missing, changed, or too many. */
final class BrokenFiles {
    private static final String OSX = "istio-" + VERSION + "-osx-arm64.tar.gz";

    private BrokenFiles() {}

    static List<BrokenRelease> all() {
        return List.of(
                broken(
                        "a changed byte",
                        after(out -> flip(out.resolve("grafana/pilot-dashboard.json"), 3)),
                        "checksums",
                        "grafana/pilot-dashboard.json",
                        "has SHA-256 "),
                broken(
                        "a checksum that is off",
                        after(out -> replaceIn(out.resolve("licenses/tools.tar.gz.sha256"), "^.", "g")),
                        "checksums",
                        "licenses/tools.tar.gz.sha256",
                        "is no checksum: expected one line, 64 hexadecimal digits and a name"),
                broken(
                        "a checksum of another file",
                        after(out -> replaceIn(out.resolve("licenses/tools.tar.gz.sha256"), "tools", "istio")),
                        "checksums",
                        "licenses/tools.tar.gz.sha256",
                        "the name in it is istio.tar.gz, expected tools.tar.gz"),
                broken(
                        "an archive without checksum",
                        after(out -> delete(out.resolve(OSX + ".sha256"))),
                        "checksums",
                        OSX,
                        "has no .sha256 beside it"),
                broken(
                        "a line of SHA256SUMS that is none",
                        after(out -> append(out.resolve("SHA256SUMS"), "see above\n")),
                        "checksums",
                        "SHA256SUMS",
                        "has a line that is no checksum: 'see above'"),
                broken(
                        "a file that SHA256SUMS forgets",
                        after(out -> replaceIn(out.resolve("SHA256SUMS"), "(?m)^[0-9a-f]+  grafana/pilot.*\n", "")),
                        "checksums",
                        "grafana/pilot-dashboard.json",
                        "is not in SHA256SUMS"),
                broken(
                        "a file that is gone",
                        after(out -> delete(out.resolve("helm/samples/ambient-" + VERSION + ".tgz"))),
                        "checksums",
                        "helm/samples/ambient-" + VERSION + ".tgz",
                        "is not there; checksums are in helm/samples/ambient-" + VERSION
                                + ".tgz.sha256 and SHA256SUMS"),
                broken("a missing archive", fixture -> fixture.archives().remove(OSX), "archives", OSX, "is missing"),
                broken(
                        "an archive that is cut",
                        fixture -> fixture.files().put("licenses/cut.tar.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0}),
                        "archives",
                        "licenses/cut.tar.gz",
                        "is damaged: "),
                broken(
                        "an archive that writes elsewhere",
                        fixture -> fixture.archive(OSX).put("../../etc/cron.d/job", new byte[1]),
                        "archives",
                        OSX + ": ../../etc/cron.d/job",
                        "leads out of the archive"),
                broken(
                        "a link that leads elsewhere",
                        fixture -> fixture.archive(OSX)
                                .put("istio-" + VERSION + "/samples/x -> ../../../etc", new byte[0]),
                        "archives",
                        OSX + ": istio-" + VERSION + "/samples/x -> ../../../etc",
                        "leads out of the archive"),
                broken(
                        "missing licences",
                        fixture -> fixture.archives().remove("licenses/client-go.tar.gz"),
                        "licenses",
                        "licenses/client-go.tar.gz",
                        "is missing"),
                broken(
                        "licences without a file",
                        fixture -> fixture.archives().put("licenses/istio.tar.gz", new TreeMap<>()),
                        "licenses",
                        "licenses/istio.tar.gz",
                        "has no licence in it"),
                broken(
                        "a missing dashboard",
                        fixture -> fixture.files().remove("grafana/pilot-dashboard.json"),
                        "grafana",
                        "grafana/pilot-dashboard.json",
                        "is missing; the manifest names it"),
                broken(
                        "a dashboard that nobody asked for",
                        fixture -> fixture.files().put("grafana/more.json", new byte[] {'{', '}'}),
                        "grafana",
                        "grafana/more.json",
                        "is not in the manifest"),
                broken(
                        "a missing completion",
                        fixture -> fixture.archive(OSX).remove("istio-" + VERSION + "/tools/_istioctl"),
                        "completion-files",
                        OSX + ": istio-" + VERSION + "/tools/_istioctl",
                        "is missing"),
                broken(
                        "a commit that is none",
                        fixture -> fixture.replace("", "manifest.yaml", "api:\n    sha: ", "api:\n    sha: g"),
                        "manifest",
                        "manifest.yaml",
                        "commit of api is 'g"),
                broken(
                        "a directory in the manifest",
                        fixture -> fixture.replace(
                                "", "manifest.yaml", "docker: ", "directory: /home/me/release\ndocker: "),
                        "manifest",
                        "manifest.yaml",
                        "names the directory /home/me/release"));
    }

    private static BrokenRelease broken(
            String name, Consumer<ReleaseFixture> change, String check, String where, String what) {
        return new BrokenRelease(name, change, check, where, what);
    }

    /** Change of a file. */
    @FunctionalInterface
    interface FileChange {
        void apply(Path out) throws IOException;
    }

    static Consumer<ReleaseFixture> after(FileChange change) {
        return fixture -> fixture.afterwards(out -> {
            try {
                change.apply(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[at] ^= 1;
        Files.write(file, content);
    }

    private static void replaceIn(Path file, String pattern, String with) throws IOException {
        Files.writeString(file, Files.readString(file).replaceFirst(pattern, with));
    }

    private static void append(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), java.nio.file.StandardOpenOption.APPEND);
    }

    private static void delete(Path file) throws IOException {
        Files.delete(file);
    }
}
