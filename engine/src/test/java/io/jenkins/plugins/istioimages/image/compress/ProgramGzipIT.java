package io.jenkins.plugins.istioimages.image.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ISA-L's igzip, of Debian's package isal, and programs that are only called so. */
@Timeout(60)
class ProgramGzipIT {
    @BeforeAll
    static void igzipIsInstalled() {
        assertThat(Path.of("/usr/bin/igzip"))
                .as("igzip, of Debian's package isal: apt-get install isal")
                .isExecutable();
    }

    @Test
    void igzipIsTheFastestAndSaysItsVersion() {
        assertThat(real().fastestGzip().id()).matches("gzip-igzip-1-[0-9.]+-[0-9a-f]{8}");
        assertThat(real().named("gzip-igzip-2").id()).startsWith("gzip-igzip-2-");
    }

    @Test
    void itsBytesAreTheSameHoweverTheInputIsCutAndHaveOurHeader() throws IOException {
        Compressor igzip = real().named("gzip-igzip");
        byte[] data = CompressorsTest.noise(3_000_000);
        byte[] once = CompressorsTest.compress(igzip, data, 1_000_000);
        assertThat(once).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
        assertThat(CompressorsTest.compress(igzip, data, 777)).isEqualTo(once);
        assertThat(CompressorsTest.plain(once)).isEqualTo(data);
    }

    @Test
    void manyThreadsCompressAtOnce() throws Exception {
        Compressor igzip = real().named("gzip-igzip");
        byte[] data = CompressorsTest.noise(500_000);
        byte[] expected = CompressorsTest.compress(igzip, data, 4096);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                try {
                    assertThat(CompressorsTest.compress(igzip, data, 10_000)).isEqualTo(expected);
                } catch (IOException | AssertionError e) {
                    failure.set(e);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
    }

    @Test
    void aProgramThatFailsAtOnceCountsAsNotThere(@TempDir Path bin) throws IOException {
        script(bin, "exit 3");
        assertThat(Compressors.of(Map.of("PATH", bin.toString())).fastestGzip().id())
                .startsWith("gzip-jdk-");
    }

    @Test
    void aProgramThatWritesSomethingElseCountsAsNotThere(@TempDir Path bin) throws IOException {
        script(bin, "[ \"$1\" = --version ] && echo 1.0 && exit; cat");
        assertThat(Compressors.of(Map.of("PATH", bin.toString())).fastestGzip().id())
                .startsWith("gzip-jdk-");
    }

    @Test
    void aProgramThatDiesInTheMiddleIsAnErrorWithItsStatus(@TempDir Path bin) throws IOException {
        // The sample that it is tried with passes, so that it is chosen; more input than that ends it.
        script(bin, """
                [ "$1" = --version ] && echo 1.0 && exit
                head -c 262144 >DIR/in.$$
                [ -z "$(head -c 1)" ] || exit 9
                /usr/bin/igzip -1 -n -c <DIR/in.$$
                """.replace("DIR", bin.toString()));
        Compressor compressor = Compressors.of(Map.of("PATH", bin.toString())).named("gzip-igzip");
        assertThatThrownBy(() -> CompressorsTest.compress(compressor, CompressorsTest.noise(2_000_000), 100_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status 9");
    }

    @Test
    void aProgramThatLosesTheEndIsAnErrorThoughItSaysThatAllIsWell(@TempDir Path bin) throws IOException {
        script(bin, """
                [ "$1" = --version ] && echo 1.0 && exit
                [ -e DIR/tired ] || exec /usr/bin/igzip -1 -n -c
                /usr/bin/igzip -1 -n -c | head -c 5000
                cat >/dev/null
                """.replace("DIR", bin.toString()));
        Compressor compressor = Compressors.of(Map.of("PATH", bin.toString())).named("gzip-igzip");
        Files.createFile(bin.resolve("tired"));
        assertThatThrownBy(() -> CompressorsTest.compress(compressor, CompressorsTest.noise(20_000), 100_000))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(
                        "/igzip was given 20000 bytes, and what it wrote does not end with their checksum");
    }

    @Test
    void whenTheReceiverFailsThatIsTheErrorAndNothingHangs() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Compressor igzip = real().named("gzip-igzip");
        assertThatThrownBy(() -> {
                    try (OutputStream out = igzip.compress(full)) {
                        for (int i = 0; i < 100; i++) {
                            out.write(CompressorsTest.noise(1_000_000));
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
    }

    @Test
    void anInterruptEndsTheProgram(@TempDir Path bin) throws Exception {
        script(
                bin,
                "[ \"$1\" = --version ] && echo 1.0 && exit; echo $$ >>" + bin + "/pids; /usr/bin/igzip -1 -n -c; [ -e "
                        + bin + "/slow ] && exec sleep 1000; exit 0");
        Compressor compressor = Compressors.of(Map.of("PATH", bin.toString())).named("gzip-igzip");
        Files.createFile(bin.resolve("slow"));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try (OutputStream out = compressor.compress(OutputStream.nullOutputStream())) {
                out.write(new byte[1000]);
            } catch (IOException | CancelledException e) {
                thrown.set(e);
            }
        });
        thread.start();
        Thread.sleep(500);
        thread.interrupt();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(CancelledException.class);
        String[] pids = Files.readString(bin.resolve("pids")).strip().split("\n", -1);
        ProcessHandle.of(Long.parseLong(pids[pids.length - 1])).ifPresent(process -> process.onExit()
                .orTimeout(5, java.util.concurrent.TimeUnit.SECONDS)
                .join());
    }

    private static Compressors real() {
        return Compressors.of(Map.of("PATH", "/usr/bin"));
    }

    private static void script(Path bin, String body) throws IOException {
        Path file = bin.resolve("igzip");
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
