package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceArchiveIT {
    @TempDir
    Path temp;

    @Test
    void anArchiveHoldsTheFilesOfTheCommitsAndIsAlwaysTheSame() throws Exception {
        String longName = "d/".repeat(60) + "long-name-" + "x".repeat(100);
        try (TestRepository istio = TestRepository.create(temp.resolve("istio"));
                TestRepository api = TestRepository.create(temp.resolve("api"))) {
            istio.write("run.sh", "#!/bin/sh\n").write(longName, "deep").write("ü", "name");
            Files.setPosixFilePermissions(
                    istio.directory().resolve("run.sh"), PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.createSymbolicLink(istio.directory().resolve("link"), Path.of("run.sh"));
            istio.commit("istio");
            istio.write("uncommitted", "no");
            api.commit("api", Map.of("a", "1"));

            byte[] once = archive("cache-1", istio, api);
            byte[] twice = archive("cache-2", istio, api);

            assertThat(twice).isEqualTo(once);
            Map<String, TarArchiveEntry> entries = entries(once);
            assertThat(entries.keySet())
                    .startsWith("sources/.commits/istio", "sources/.commits/api")
                    .contains("sources/istio/", "sources/istio/" + longName, "sources/istio/ü", "sources/api/a")
                    .doesNotContain("sources/istio/uncommitted")
                    .noneMatch(name -> name.contains(".git/"));
            TarArchiveEntry script = entries.get("sources/istio/run.sh");
            assertThat(script.getMode() & 0777).isEqualTo(0755);
            assertThat(script.getLastModifiedTime().toInstant()).isEqualTo("2022-10-04T22:59:39Z");
            assertThat(script.getLongUserId()).isZero();
            assertThat(script.getUserName()).isEmpty();
            assertThat(entries.get("sources/istio/link").isSymbolicLink()).isTrue();
            assertThat(entries.get("sources/istio/link").getLinkName()).isEqualTo("run.sh");
        }
    }

    @Test
    void tarReadsIt() throws Exception {
        try (TestRepository istio = TestRepository.create(temp.resolve("istio"))) {
            istio.commit("istio", Map.of("a/b", "content"));
            Path tar = temp.resolve("sources.tar");
            MirrorCache mirrors = new MirrorCache(temp.resolve("cache"), GitAccess.standard());
            Lock lock = new SourceResolver(mirrors, SourceOptions.standard())
                    .resolve(
                            release("1.0.0", dep("istio").git(istio.directory()).get()));
            try (OutputStream out = Files.newOutputStream(tar)) {
                new SourceArchive(mirrors).write(lock.istio(), "", out);
            }

            Process process = new ProcessBuilder("tar", "-xOf", tar.toString(), "a/b").start();

            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("content");
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void aDirectoryOfASourceIsWrittenUnderAPrefixOrNotAtAll() throws Exception {
        try (TestRepository istio = TestRepository.create(temp.resolve("istio"))) {
            istio.commit("istio", Map.of("licenses/x/LICENSE", "x", "a/b", "content", "file", "no directory"));
            MirrorCache mirrors = new MirrorCache(temp.resolve("cache"), GitAccess.standard());
            ResolvedSource source = new SourceResolver(mirrors, SourceOptions.standard())
                    .resolve(
                            release("1.0.0", dep("istio").git(istio.directory()).get()))
                    .istio();
            SourceArchive archive = new SourceArchive(mirrors);
            ByteArrayOutputStream tar = new ByteArrayOutputStream();

            assertThat(archive.writeDirectory(source, "licenses", "./", tar)).isTrue();
            assertThat(entries(tar.toByteArray()).keySet()).containsExactly("./", "./x/", "./x/LICENSE");
            for (String missing : new String[] {"nothing", "file", "a/b"}) {
                ByteArrayOutputStream none = new ByteArrayOutputStream();
                assertThat(archive.writeDirectory(source, missing, "./", none)).isFalse();
                assertThat(entries(none.toByteArray())).isEmpty();
            }
        }
    }

    private byte[] archive(String cache, TestRepository istio, TestRepository api) throws Exception {
        MirrorCache mirrors = new MirrorCache(temp.resolve(cache), GitAccess.standard());
        Lock lock = new SourceResolver(mirrors, SourceOptions.standard())
                .resolve(release(
                        "1.0.0",
                        dep("istio").git(istio.directory()).get(),
                        dep("api").git(api.directory()).get()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SourceArchive(mirrors).write(lock, out);
        return out.toByteArray();
    }

    private static Map<String, TarArchiveEntry> entries(byte[] tar) throws Exception {
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new ByteArrayInputStream(tar), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), entry);
            }
        }
        return entries;
    }
}
