package io.jenkins.plugins.istioimages.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the plugin a second time, from a copy of the sources under another path, by somebody with another time zone,
 * another language and a stricter umask: what comes out is the file that users install, to the byte.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SameBytesHpiIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Set<String> NOT_COPIED = Set.of("target", ".git", "node_modules");

    @TempDir
    Path directory;

    @Test
    void the_same_sources_give_the_same_file_wherever_and_by_whomever_they_are_built() throws Exception {
        Path copy = copy(directory.resolve("another place"));
        build(copy);
        Path second = copy.resolve("plugin/target/istio-images.hpi");
        Path first = Path.of(System.getProperty("hpi"));
        assertThat(content(second)).as("what is in it").isEqualTo(content(first));
        assertThat(Files.mismatch(first, second))
                .as("the first byte that differs")
                .isEqualTo(-1);
    }

    /** All but what was built. */
    private static Path copy(Path target) throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path place, BasicFileAttributes attributes) throws IOException {
                if (NOT_COPIED.contains(place.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target.resolve(ROOT.relativize(place)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !file.getFileName().toString().equals(".git")) {
                    Files.copy(file, target.resolve(ROOT.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return target;
    }

    private static void build(Path copy) throws IOException, InterruptedException {
        String maven = Path.of(System.getProperty("hpi.maven"), "bin", "mvn").toString();
        run(
                copy,
                List.of(
                        "sh",
                        "-c",
                        "umask 077; exec \"$@\"",
                        "sh",
                        maven,
                        "-B",
                        "-o",
                        "-q",
                        "-Dmaven.repo.local=" + System.getProperty("hpi.repository"),
                        "-Dmaven.test.skip=true",
                        "-Djacoco.skip=true",
                        "-Dspotless.check.skip=true",
                        "-pl",
                        "plugin",
                        "-am",
                        "package"));
    }

    private static void run(Path where, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().put("TZ", "Pacific/Chatham");
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("MAVEN_OPTS", "-Duser.language=tr -Duser.country=TR");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** Mode and checksum by name, of archives in archives too, so that a difference has a name. */
    private static Map<String, String> content(Path archive) throws IOException {
        Map<String, String> content = new TreeMap<>();
        addContent("", Files.readAllBytes(archive), content);
        return content;
    }

    private static void addContent(String where, byte[] archive, Map<String, String> content) throws IOException {
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                String name = where + entry.getName();
                content.put(name, Integer.toOctalString(entry.getUnixMode()) + " " + entry.getCrc());
                if (name.endsWith(".jar")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        addContent(name + "!/", in.readAllBytes(), content);
                    }
                }
            }
        }
    }
}
