package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a source tree or a manifest: it is read, or it is an error of ours. */
class SourceFilePropertiesTest {
    private static final Asker ASKER = new Asker("dependency 'a'", Optional.empty());

    @Property
    void onlyOurErrorsEscapeFromGoMod(@ForAll("goMods") String text) {
        onlyOurErrors(GoMod::parse, text);
    }

    @Property
    void onlyOurErrorsEscapeFromIstioDeps(@ForAll("jsons") String text) {
        onlyOurErrors(IstioDeps::parse, text);
    }

    @Property
    void onlyOurErrorsEscapeFromBazelFiles(@ForAll("bazels") String text) {
        onlyOurErrors(EnvoyPin::find, text);
    }

    @Property
    void onlyOurErrorsEscapeFromVersions(@ForAll("versions") String version) {
        assertThat(GoVersion.of(version).revision()).isNotNull();
    }

    @Property
    void onlyOurErrorsEscapeFromUrls(@ForAll("urls") String url) {
        try {
            assertThat(GitUrl.of(url, Path.of("/base"), ASKER).text()).isNotBlank();
        } catch (InputException e) {
            assertThat(e.getMessage()).startsWith("dependency 'a': ");
        }
    }

    @Property
    void aPasswordInAUrlIsInNoText(@ForAll("urls") String tail) {
        for (String scheme : new String[] {"https", "http", "ssh", "ftp", "file"}) {
            String raw = scheme + "://user:geheim@host/" + tail;
            try {
                assertThat(GitUrl.of(raw, Path.of("/base"), ASKER).toString()).doesNotContain("geheim");
            } catch (InputException e) {
                assertThat(e.getMessage()).doesNotContain("geheim");
            }
        }
    }

    @Provide
    Arbitrary<String> goMods() {
        return pieces(
                "require", "replace", "(", ")", "=>", " ", "\n", "//", "\"", "`", "istio.io/api", "v1.2.3", "[", ",");
    }

    @Provide
    Arbitrary<String> jsons() {
        return pieces("[", "]", "{", "}", ",", ":", "\"repoName\"", "\"lastStableSHA\"", "\"a\"", "1", "null", "\"");
    }

    @Provide
    Arbitrary<String> bazels() {
        return pieces(
                "ENVOY_SHA",
                "=",
                "\"",
                "'",
                "\"\"\"",
                "(",
                ")",
                "[",
                "]",
                "+",
                ",",
                "#",
                "\n",
                "\\",
                "envoy",
                "git_override",
                "commit",
                "module_name",
                "d026e913427989a8d1542de03ba50f2af814e728",
                " ");
    }

    @Provide
    Arbitrary<String> versions() {
        return pieces("v", "1", ".", "-", "0.", "20221004230640", "0f4eee98e01b", "+incompatible", "rc");
    }

    @Provide
    Arbitrary<String> urls() {
        return pieces(
                "http", "s", "://", ":", "@", "/", "host", "%", "%41", " ", "..", "user", "\\", "[", "file", "~", "\0");
    }

    private static Arbitrary<String> pieces(String... pieces) {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(9, Arbitraries.of(pieces)),
                net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(3)));
        return piece.list().ofMaxSize(30).map(list -> String.join("", list));
    }

    private static void onlyOurErrors(Consumer<SourceText> parser, String text) {
        try {
            parser.accept(new SourceText("file", text));
        } catch (SourceFileException e) {
            assertThat(e.location()).isPresent();
            assertThat(e.getMessage()).startsWith("file:");
        }
    }
}
