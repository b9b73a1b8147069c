package io.jenkins.plugins.istioimages.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.errors.InputException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CatalogPropertiesTest {
    private static final String WHOLE = CatalogYaml.write(Releases.catalog());

    @Property(tries = 1500)
    void nothingButInputExceptionEscapesForMutatedCatalogs(
            @ForAll @IntRange(max = 5000) int at,
            @ForAll @IntRange(max = 30) int cut,
            @ForAll("fragments") String inserted) {
        int from = at % WHOLE.length();
        String text = WHOLE.substring(0, from) + inserted + WHOLE.substring(Math.min(WHOLE.length(), from + cut));
        try {
            Catalog read = CatalogYaml.read("c", text.getBytes(UTF_8));
            // Whatever is still a catalog is one for every rendering and for the writer.
            assertThat(CatalogYaml.read("c", CatalogYaml.write(read).getBytes(UTF_8)))
                    .isEqualTo(read);
            assertThat(new TableRendering().render(read)).endsWith("\n");
            assertThat(new HtmlRendering().render(read)).endsWith("</html>\n");
        } catch (InputException e) {
            assertThat(e.location()).isPresent();
        }
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of(
                        "",
                        " ",
                        "\n",
                        "\n  ",
                        "- ",
                        ":",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "'",
                        "\"",
                        "~",
                        "null",
                        "0",
                        "-1",
                        "9999999999999999999",
                        "sha256:",
                        "linux/arm64",
                        "&a ",
                        "*a",
                        "!!str ",
                        "<<: ",
                        "\\",
                        "\t",
                        "2022-13-40T99:99:99Z",
                        "+1000000000-01-01T00:00:00Z",
                        "tags: []",
                        "dirty: true",
                        "é",
                        "😀",
                        "\u0085",
                        "#")
                .list()
                .ofMaxSize(4)
                .map(list -> String.join("", list));
    }
}
