package io.jenkins.plugins.istioimages.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.cli.launcher.LauncherInstall.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/istio-images} as a user meets it, with a small jar in place of the program. */
class LauncherIT {
    @TempDir
    Path temp;

    LauncherInstall install;

    @BeforeEach
    void inADirectoryWithSpaces() throws IOException {
        install = new LauncherInstall(temp.toRealPath().resolve("a place with spaces"));
    }

    @Test
    void argumentsAndStatusPassThroughUnchanged() throws Exception {
        Result result = install.packaged().run("fail", "two words", "", "*", "$HOME", "\"quoted\"", "--json");
        assertThat(result.status()).isEqualTo(42);
        assertThat(result.out())
                .endsWith("[fail]\n[two words]\n[]\n[*]\n[$HOME]\n[\"quoted\"]\n[--json]\n")
                .contains("home=" + install.home() + "\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aChainOfLinksLeadsHome() throws Exception {
        install.packaged();
        Path first = Files.createSymbolicLink(temp.resolve("first"), install.launcher());
        Path second = Files.createSymbolicLink(temp.resolve("second"), Path.of("first"));
        assertThat(install.run(second).out()).contains("home=" + install.home() + "\n");
        assertThat(install.run(first).status()).isZero();
    }

    @Test
    void theHeapIsSmallUnlessAsked() throws Exception {
        install.packaged();
        assertThat(heap(install.run())).isBetween(200, 256);
        install.with("ISTIO_IMAGES_JAVA_OPTS", "-Xmx700m -Dx=y");
        assertThat(heap(install.run())).isBetween(600, 700);
    }

    @Test
    void withoutATerminalItSaysSo() throws Exception {
        assertThat(install.packaged().run().out()).contains("terminal=false\n");
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL, C", "LC_ALL, POSIX", "LC_CTYPE, C", "LANG, C", "LANG, C.UTF-8", "OTHER, none"})
    void filesMayHaveAnyNameWhateverTheLocale(String variable, String value) throws Exception {
        Result result = install.packaged()
                .with("LC_ALL", "")
                .with("LC_CTYPE", "")
                .with("LANG", "")
                .with(variable, value)
                .run();
        assertThat(result.out()).contains("\nnames=UTF-8\n");
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        Path old = temp.resolve("jdk-11");
        LauncherInstall.script(old.resolve("bin/java"), "exit 3");
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"Debian\"\nJAVA_VERSION=\"11.0.2\"\n");
        Result result = install.packaged().with("JAVA_HOME", old.toString()).run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("istio-images: " + old + "/bin/java is Java 11.0.2; Java 17 or newer is needed\n");
    }

    @Test
    void anOldJavaWithoutAReleaseFileIsRefusedToo() throws Exception {
        Path old = temp.resolve("jre8");
        LauncherInstall.script(old.resolve("bin/java"), "echo 'openjdk version \"1.8.0_402\"' >&2");
        Result result = install.packaged().with("JAVA_HOME", old.toString()).run();
        assertThat(result.err()).contains("is Java 1.8.0_402; Java 17 or newer is needed");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        Result result = install.packaged().with("JAVA_HOME", "/nowhere").run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("JAVA_HOME is /nowhere, where there is no bin/java");
    }

    @Test
    void withNeitherProgramNorSourcesItSaysWhatIsMissing() throws Exception {
        Result result = install.run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("holds neither lib/istio-images.jar nor the sources");
    }

    @Test
    void theProgramIsBuiltWhenMissingAndWhenItsSourcesAreNewer() throws Exception {
        install.checkout();
        assertThat(install.run().status()).isZero();
        assertThat(install.run().status()).isZero();
        assertThat(install.mavenCalls()).isEqualTo(1);

        Path source = install.home().resolve("engine/src/main/Changed.java");
        Files.writeString(source, "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        Result result = install.run();
        assertThat(result.err()).isEqualTo("istio-images: building the program\n");
        assertThat(install.mavenCalls()).isEqualTo(2);
    }

    @Test
    void aBuildThatFailsIsToldInMavensWords() throws Exception {
        install.checkout();
        LauncherInstall.script(install.home().resolve("tools/mvn"), "echo cannot find symbol", "exit 1");
        Result result = install.run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("cannot find symbol\n", "istio-images: the program could not be built");
        assertThat(result.out()).isEmpty();
        assertThat(install.home().resolve("target/launcher.lock")).doesNotExist();
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        install.checkout();
        Process one = install.start(install.launcher(), "one");
        Process two = install.start(install.launcher(), "two");
        assertThat(LauncherInstall.finish(one).out()).contains("[one]");
        assertThat(LauncherInstall.finish(two).out()).contains("[two]");
        assertThat(install.mavenCalls()).isEqualTo(1);
    }

    @Test
    void aLockLeftByAKilledBuildCountsForNothing() throws Exception {
        install.checkout();
        Path lock = install.home().resolve("target/launcher.lock");
        Files.createDirectories(lock.getParent());
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock, gone.pid() + "\n");
        assertThat(install.run().status()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        install.checkout();
        Path tools = temp.resolve("only");
        for (String tool : List.of("dirname", "readlink", "sed", "cksum", "tr", "find", "head", "mkdir", "ln", "rm")) {
            LauncherInstall.script(tools.resolve(tool), "PATH=/usr/bin:/bin", "exec " + tool + " \"$@\"");
        }
        Result result = install.with("PATH", tools.toString()).run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("Maven is not there to build it", "apt-get install maven");
    }

    @Test
    void theFirstStartLeavesAClassArchiveAndTheSecondTakesIt() throws Exception {
        // Java itself does not find classes of a jar whose path has a space in an archive.
        install = new LauncherInstall(temp.toRealPath().resolve("place")).packaged();
        install.run();
        List<Path> archives = archives();
        assertThat(archives).hasSize(1);
        FileTime made = Files.getLastModifiedTime(archives.get(0));

        Result second = install.with("ISTIO_IMAGES_JAVA_OPTS", "-Xlog:class+load:file=" + temp + "/classes.log")
                .run();
        assertThat(second.status()).isZero();
        assertThat(Files.readString(temp.resolve("classes.log")))
                .containsPattern(LauncherProbe.class.getName() + " source: shared objects file \\(top\\)");
        assertThat(Files.getLastModifiedTime(archives.get(0))).isEqualTo(made);
    }

    @Test
    void aDamagedClassArchiveDoesNoHarm() throws Exception {
        install.packaged().run();
        Path archive = archives().get(0);
        Files.delete(archive);
        Files.writeString(archive, "damaged");
        Result result = install.run("x");
        assertThat(result.status()).isZero();
        assertThat(result.out()).endsWith("[x]\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void twoFirstStartsAtOnceBothSucceed() throws Exception {
        install.packaged();
        Process one = install.start(install.launcher(), "one");
        Process two = install.start(install.launcher(), "two");
        assertThat(LauncherInstall.finish(one).out()).endsWith("[one]\n");
        assertThat(LauncherInstall.finish(two).out()).endsWith("[two]\n");
        assertThat(archives()).hasSize(1);
    }

    @Test
    void whereNothingCanBeWrittenItStartsAllTheSame() throws Exception {
        install.packaged();
        Files.writeString(install.home().resolve("target"), "in the way");
        Result result = install.with("HOME", "/proc/nowhere").run("x");
        assertThat(result.status()).isZero();
        assertThat(result.out()).endsWith("[x]\n");
        assertThat(result.err()).isEmpty();
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(install.home().resolve("target/launcher"))) {
            return files.toList();
        }
    }

    private static int heap(Result result) {
        return result.out()
                .lines()
                .filter(line -> line.startsWith("heap="))
                .map(line -> Integer.parseInt(line.substring(5)))
                .findFirst()
                .orElseThrow();
    }
}
