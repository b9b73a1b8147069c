package io.jenkins.plugins.istioimages.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** mini-istio as release builds call it, with Debian's compilers and qemu. */
class MiniIstioIT {
    /** What lands in images. */
    private static final List<String> PROGRAMS = List.of(
            "pilot-discovery",
            "pilot-agent",
            "istioctl",
            "istio-cni",
            "install-cni",
            "toolbox",
            "ztunnel",
            "release/envoy");

    @TempDir
    Path temp;

    Map<String, Path> repositories;

    record Output(int status, String text) {}

    @BeforeEach
    void asRepositories() {
        repositories = new DemoRepositories(Path.of("../examples")).create(temp.resolve("git"));
    }

    @ParameterizedTest
    @CsvSource({"amd64, 62, ''", "arm64, 183, qemu-aarch64-static", "ppc64le, 21, ''", "s390x, 22, ''"})
    void programsOfAPlatformHaveItsMachineAndTellTheirVersion(String architecture, int machine, String emulator)
            throws Exception {
        Path tree = checkout("tree");
        make(tree, architecture, "build-linux");
        for (String program : PROGRAMS) {
            assertThat(elfMachine(tree.resolve("out/linux_" + architecture + "/" + program)))
                    .as(program)
                    .isEqualTo(machine);
        }
        if (architecture.equals("arm64") || System.getProperty("os.arch").equals(architecture)) {
            String out = tree + "/out/linux_" + architecture + "/";
            assertThat(run(emulator, out + "pilot-discovery", "version").text())
                    .startsWith("version.BuildInfo{Version:\"1.14.5\", GitRevision:\"" + revision() + "\"")
                    .contains("GitTag:\"1.14.5\"");
            assertThat(run(emulator, out + "istioctl", "version", "--remote=false", "--short", "-ojson")
                            .text())
                    .contains("\"clientVersion\": {", "\"version\": \"1.14.5\"");
            assertThat(run(emulator, out + "release/envoy", "--version").text()).contains("envoy  version: ");
        }
    }

    @Test
    void istioctlIsMadeForEverySystemAndItsShells() throws Exception {
        Path tree = checkout("tree");
        make(tree, "arm64", "istioctl-all", "istioctl.completion");
        Path release = tree.resolve("out/linux_arm64/release");
        assertMachine(release.resolve("istioctl-linux-amd64"), "7f454c46", 18, "3e00");
        assertMachine(release.resolve("istioctl-linux-arm64"), "7f454c46", 18, "b700");
        assertMachine(release.resolve("istioctl-linux-armv7"), "7f454c46", 18, "2800");
        assertMachine(release.resolve("istioctl-osx"), "cffaedfe", 4, "07000001");
        assertMachine(release.resolve("istioctl-osx-arm64"), "cffaedfe", 4, "0c000001");
        byte[] windows = Files.readAllBytes(release.resolve("istioctl-win.exe"));
        int header = Byte.toUnsignedInt(windows[60]) + 256 * Byte.toUnsignedInt(windows[61]);
        assertMachine(release.resolve("istioctl-win.exe"), "4d5a", header, "504500006486");
        assertThat(run("", "bash", "-n", release.resolve("istioctl.bash").toString())
                        .status())
                .isZero();
        assertThat(release.resolve("_istioctl")).content().startsWith("#compdef istioctl");
    }

    private static void assertMachine(Path program, String magic, int at, String machine) throws IOException {
        String hex = HexFormat.of().formatHex(Files.readAllBytes(program));
        assertThat(hex).as(program.toString()).startsWith(magic);
        assertThat(hex.substring(2 * at)).as(program.toString()).startsWith(machine);
        assertThat(hex)
                .as(program.toString())
                .contains(HexFormat.of().formatHex("1.14.5".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void twoTreesInTwoPlacesGiveTheSameBytes() throws Exception {
        Path here = checkout("here");
        Path there = checkout("a/longer/way/there");
        make(here, "arm64", "build-linux");
        make(there, "arm64", "build-linux");
        assertThat(programs(here)).isEqualTo(programs(there)).hasSize(PROGRAMS.size());
    }

    @Test
    void aSecondMakeCompilesNothingAndAnotherVersionDoes() throws Exception {
        Path tree = checkout("tree");
        make(tree, "amd64", "build-linux");
        assertThat(run(environment("amd64"), tree, "make", "build-linux").text())
                .doesNotContain("compiling");
        Map<String, String> newer = environment("amd64");
        newer.put("VERSION", "1.14.6");
        assertThat(run(newer, tree, "make", tree + "/out/linux_amd64/pilot-agent")
                        .text())
                .contains("compiling pilot-agent");
        assertThat(run("", tree + "/out/linux_amd64/pilot-agent", "version", "--short")
                        .text())
                .isEqualTo("1.14.6\n");
    }

    @Test
    void aMissingCompilerIsNamedWithItsPackage() throws Exception {
        Path tree = checkout("tree");
        Path tools = Files.createDirectories(temp.resolve("tools"));
        for (String tool :
                List.of("bash", "git", "make", "uname", "dirname", "basename", "mkdir", "awk", "cat", "tr")) {
            script(tools.resolve(tool), "exec " + which(tool) + " \"$@\"");
        }
        Map<String, String> environment = environment("arm64");
        environment.put("PATH", tools.toString());
        Output made = run(environment, tree, "make", "build-linux");
        assertThat(made.status()).isNotZero();
        assertThat(made.text())
                .contains("no C compiler for arm64: aarch64-linux-gnu-gcc is not installed")
                .contains("apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross");
    }

    @Test
    void anEnvoyThatIsThereIsNotBuilt() throws Exception {
        Path tree = checkout("tree");
        String deps = Files.readString(tree.resolve("istio.deps"));
        String sha = deps.replaceFirst("(?s).*?\"lastStableSHA\": \"([0-9a-f]{40})\".*", "$1");
        Path envoy = tree.resolve("out/linux_amd64/release/envoy-" + sha);
        Files.createDirectories(envoy.getParent());
        script(envoy, "echo my own");
        make(tree, "amd64", "init");
        assertThat(run("", tree + "/out/linux_amd64/release/envoy").text()).isEqualTo("my own\n");
    }

    @Test
    void packagesAreTheSameWheneverTheyAreMade() throws Exception {
        Path tree = checkout("tree");
        Path deb = tree.resolve("out/linux_arm64/release/istio-sidecar.deb");
        Path rpm = tree.resolve("out/linux_arm64/release/istio-sidecar.rpm");
        make(tree, "arm64", "deb/fpm", "rpm/fpm");
        byte[] firstDeb = Files.readAllBytes(deb);
        byte[] firstRpm = Files.readAllBytes(rpm);
        assertThat(run("", "dpkg-deb", "--field", deb.toString(), "Architecture", "Version")
                        .text())
                .isEqualTo("Architecture: arm64\nVersion: 1.14.5\n");
        assertThat(run("", "rpm", "-qp", "--queryformat", "%{arch} %{version}", rpm.toString())
                        .text())
                .isEqualTo("aarch64 1.14.5");
        Thread.sleep(1100);
        make(tree, "arm64", "deb/fpm", "rpm/fpm");
        assertThat(Files.readAllBytes(deb)).isEqualTo(firstDeb);
        assertThat(Files.readAllBytes(rpm)).isEqualTo(firstRpm);
    }

    private Path checkout(String name) throws Exception {
        Path tree = temp.resolve(name);
        try (Git git = Git.cloneRepository()
                .setURI(repositories.get("istio").toUri().toString())
                .setBranch(DemoRepositories.BRANCH)
                .setDirectory(tree.toFile())
                .call()) {
            git.tag().setName("1.14.5").setAnnotated(false).setSigned(false).call();
        }
        return tree;
    }

    private String revision() throws IOException {
        try (var repository = BareRepository.open(repositories.get("istio"))) {
            return repository.resolve("master").name();
        }
    }

    private static void make(Path tree, String architecture, String... targets) throws Exception {
        List<String> command = new ArrayList<>(List.of("make", "--no-print-directory"));
        command.addAll(List.of(targets));
        Output made = run(environment(architecture), tree, command.toArray(String[]::new));
        assertThat(made.status()).as(made.text()).isZero();
    }

    private static Map<String, String> environment(String architecture) {
        return new TreeMap<>(Map.of(
                "TARGET_OS",
                "linux",
                "TARGET_ARCH",
                architecture,
                "VERSION",
                "1.14.5",
                "TAG",
                "1.14.5",
                "HUB",
                "registry.example/mini",
                "BUILD_WITH_CONTAINER",
                "0",
                "IGNORE_DIRTY_TREE",
                "1"));
    }

    private Output run(String emulator, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(command));
        if (!emulator.isEmpty()) {
            line.add(0, emulator);
        }
        return run(Map.of(), temp, line.toArray(String[]::new));
    }

    private static Output run(Map<String, String> environment, Path directory, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new AssertionError(command[0] + " cannot be started; scripts/install-components test brings it", e);
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path which(String program) {
        for (String directory : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
            Path candidate = Path.of(directory, program);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new AssertionError(program + " is not installed");
    }

    private static int elfMachine(Path program) throws IOException {
        byte[] head = Files.readAllBytes(program);
        boolean little = head[5] == 1;
        int first = Byte.toUnsignedInt(head[18]);
        int second = Byte.toUnsignedInt(head[19]);
        return little ? first | second << 8 : first << 8 | second;
    }

    private static SortedMap<String, Integer> programs(Path tree) throws IOException {
        SortedMap<String, Integer> programs = new TreeMap<>();
        for (String program : PROGRAMS) {
            programs.put(program, Arrays.hashCode(Files.readAllBytes(tree.resolve("out/linux_arm64/" + program))));
        }
        return programs;
    }
}
