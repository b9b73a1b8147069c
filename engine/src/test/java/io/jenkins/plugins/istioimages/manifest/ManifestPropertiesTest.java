package io.jenkins.plugins.istioimages.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ManifestPropertiesTest {
    private static final SourceLocation NOWHERE = new SourceLocation("m", 1, 1);

    @Property(tries = 2000)
    void nothingButInputExceptionEscapesForAnyBytes(@ForAll @Size(max = 60) byte[] content) {
        assertOnlyInputException(content);
    }

    @Property(tries = 3000)
    void nothingButInputExceptionEscapesForAnyYaml(@ForAll("yamlish") String text) {
        assertOnlyInputException(text.getBytes(UTF_8));
    }

    @Property(tries = 3000)
    void nothingButInputExceptionEscapesForMutatedManifests(
            @ForAll("whole") String manifest,
            @ForAll @IntRange(max = 2000) int at,
            @ForAll @IntRange(max = 12) int cut,
            @ForAll("yamlish") String inserted) {
        int from = at % manifest.length();
        int to = Math.min(manifest.length(), from + cut);
        assertOnlyInputException((manifest.substring(0, from) + inserted + manifest.substring(to)).getBytes(UTF_8));
    }

    @Property(tries = 1000)
    void nothingButInputExceptionEscapesForDamagedBytes(
            @ForAll("whole") String manifest, @ForAll @IntRange(max = 2000) int at, @ForAll byte value) {
        byte[] content = manifest.getBytes(UTF_8);
        content[at % content.length] = value;
        assertOnlyInputException(content);
        assertOnlyInputException(Arrays.copyOf(content, at % content.length));
    }

    @Property(tries = 1000)
    void nothingButInputExceptionEscapesForDockerfiles(@ForAll("dockerfileish") String text) {
        try {
            assertThat(DockerfileVersion.read("d", text.getBytes(UTF_8)).version())
                    .matches("[0-9][0-9A-Za-z._-]*");
        } catch (InputException e) {
            assertThat(e.location()).isPresent();
        }
    }

    @Property(tries = 500)
    void whatIsWrittenIsReadAgain(@ForAll("manifests") ReleaseManifest manifest) {
        String text = ManifestWriter.write(manifest);

        ReleaseManifest read = ManifestTexts.read(text).manifest();

        assertThat(withoutPlaces(read)).isEqualTo(manifest);
        assertThat(ManifestWriter.write(read)).isEqualTo(text);
    }

    private static void assertOnlyInputException(byte[] content) {
        try {
            assertThat(ManifestReader.read("m", content).manifest().dependencies())
                    .containsKey("istio");
        } catch (InputException e) {
            assertThat(e.location()).isPresent();
            assertThat(e.getMessage()).startsWith("m:");
        }
    }

    @Provide
    Arbitrary<String> whole() {
        return Arbitraries.of(ManifestTexts.SMALL, ManifestTexts.NEWEST, ManifestTexts.SEED);
    }

    @Provide
    Arbitrary<String> yamlish() {
        Arbitrary<String> tokens = Arbitraries.of(
                "version",
                "istio",
                "git",
                ":",
                ": ",
                "- ",
                "\n",
                "\n  ",
                "  ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "&a ",
                "*a",
                "<<: ",
                "? ",
                "| ",
                ">\n",
                "!!str ",
                "!x ",
                "---\n",
                "...\n",
                "%YAML 1.1\n",
                "%TAG ! x\n",
                "'",
                "\"",
                "\\U0FFFFFFF",
                "\\x",
                "#",
                "~",
                "true",
                "1.10",
                "0x1F",
                "\t",
                "\r",
                "\u2028",
                "é",
                "😀",
                "\uD800",
                "=",
                "dependencies:\n",
                "%YAML 99999999999.1\n",
                "@",
                "`");
        return Arbitraries.oneOf(tokens, Arbitraries.strings().ofMaxLength(4))
                .list()
                .ofMaxSize(20)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> dockerfileish() {
        return Arbitraries.of(
                        "FROM ",
                        "ARG ",
                        "V",
                        "=",
                        "1.14.5",
                        "istio/proxyv2",
                        ":",
                        "$V",
                        "${V}",
                        "\n",
                        "#",
                        "@sha256:",
                        "AS x",
                        "--platform=",
                        "v",
                        "-distroless",
                        "\\",
                        "'",
                        " ",
                        "é")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<ReleaseManifest> manifests() {
        Arbitrary<Set<Output>> outputs = Arbitraries.of(Output.class).set().ofMinSize(1);
        Arbitrary<List<Platform>> platforms = Arbitraries.of(
                        "linux/amd64", "linux/arm64", "linux/s390x", "linux/arm/v7")
                .map(Platform::parse)
                .list()
                .uniqueElements()
                .ofMinSize(1);
        Arbitrary<Map<String, Long>> dashboards = Arbitraries.maps(
                        text(), Arbitraries.longs().between(0, 999_999_999_999_999_999L))
                .ofMaxSize(3);
        Arbitrary<String> versions =
                Arbitraries.of("1.10", "1.14.5", "1.24.0-rc.1", "2022-10-12", "20221012", "1.4-a_b");
        Arbitrary<String> hubs = Arbitraries.of("docker.io/istio", "localhost:5000", "1.2");
        return Combinators.combine(
                        versions, hubs.optional(), platforms, text().optional(), outputs, dashboards, dependencies())
                .flatAs((version, hub, platform, directory, output, dashboard, dependency) -> Combinators.combine(
                                Arbitraries.of(DockerOutput.class),
                                Arbitraries.of("https://x/y", "s3://b/c").optional(),
                                Arbitraries.of(true, false))
                        .as((docker, override, skip) -> new ReleaseManifest(
                                version,
                                hub,
                                docker,
                                platform,
                                directory,
                                override,
                                EnumSet.copyOf(output),
                                dashboard,
                                skip,
                                dependency)));
    }

    /** Text that is none of ours to check: paths, names. Anything printable that has no blanks around it. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withChars("abz019 '\"#:-?,[]{}&*!|>%@`~=<\\/\n\téß\u2028\u0085\ufeff")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(text -> text.equals(text.strip()) && !text.isEmpty());
    }

    private static Arbitrary<Map<String, Dependency>> dependencies() {
        return Arbitraries.of(ManifestKeys.REPOSITORIES)
                .list()
                .uniqueElements()
                .ofMaxSize(4)
                .flatMap(names -> dependency().list().ofSize(names.size() + 1).map(list -> named(names, list)));
    }

    private static Map<String, Dependency> named(List<String> names, List<Dependency> list) {
        Map<String, Dependency> result = new LinkedHashMap<>();
        result.put("istio", rename(list.get(0), "istio"));
        for (int i = 0; i < names.size(); i++) {
            result.putIfAbsent(names.get(i), rename(list.get(i + 1), names.get(i)));
        }
        return result;
    }

    private static Arbitrary<Dependency> dependency() {
        Arbitrary<String> sha =
                Arbitraries.strings().withChars("0123456789abcdef").ofLength(40);
        Arbitrary<String> branch =
                Arbitraries.of("master", "release-1.10", "1.10", "true", "null", "a/b", "1e3", "0x1");
        return Combinators.combine(branch, sha.optional(), text().optional(), Arbitraries.of(true, false))
                .as((name, commit, path, go) -> new Dependency(
                        "",
                        Optional.of("https://h/r"),
                        Optional.of(name),
                        commit,
                        Optional.empty(),
                        path,
                        go,
                        NOWHERE));
    }

    private static Dependency rename(Dependency d, String name) {
        return new Dependency(
                name, d.git(), d.branch(), d.sha(), d.auto(), d.localpath(), d.goversionenabled(), NOWHERE);
    }

    private static ReleaseManifest withoutPlaces(ReleaseManifest m) {
        Map<String, Dependency> dependencies = new LinkedHashMap<>();
        m.dependencies().forEach((name, dependency) -> dependencies.put(name, rename(dependency, name)));
        return new ReleaseManifest(
                m.version(),
                m.docker(),
                m.dockerOutput(),
                m.architectures(),
                m.directory(),
                m.proxyOverride(),
                m.outputs(),
                m.dashboards(),
                m.skipGenerateBillOfMaterials(),
                dependencies);
    }
}
