package io.jenkins.plugins.istioimages.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xml.sax.InputSource;

/** Every page: escapes what it shows, holds no script and no style, and has its texts in properties. */
class JellyTest {
    private static final Path RESOURCES = Path.of("src/main/resources");

    /** Ways to show something as it is, without escaping. */
    private static final List<Pattern> UNESCAPED = patterns(
            "<j:out\\b",
            "rawHtml",
            "escapeText=\"false\"",
            "encode=\"false\"",
            "disable-output-escaping",
            "<st:out\\b");

    /** What a strict Content-Security-Policy refuses. */
    private static final List<Pattern> INLINE = patterns(
            "<script\\b", "<style\\b", "\\sstyle=", "\\son[a-z]+=", "javascript:", "<st:bind\\b", "<st:once\\b");

    private static final Pattern TEXT = Pattern.compile("\\$\\{%([^(}]+)(\\()?");

    @TestFactory
    Stream<DynamicTest> pages_escape_by_default_and_say_nothing_unescaped() throws IOException {
        return pages().map(page -> DynamicTest.dynamicTest(name(page), () -> {
            String text = Files.readString(page);
            assertThat(text).startsWith("<?jelly escape-by-default='true'?>");
            UNESCAPED.forEach(pattern -> assertThat(text).doesNotContainPattern(pattern));
        }));
    }

    @TestFactory
    Stream<DynamicTest> pages_hold_no_script_no_style_and_no_handler() throws IOException {
        return pages().map(page -> DynamicTest.dynamicTest(name(page), () -> {
            String text = Files.readString(page);
            INLINE.forEach(pattern -> assertThat(text).doesNotContainPattern(pattern));
        }));
    }

    @TestFactory
    Stream<DynamicTest> pages_are_well_formed() throws IOException {
        return pages().map(page -> DynamicTest.dynamicTest(name(page), () -> {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            assertThat(factory.newDocumentBuilder()
                            .parse(new InputSource(new StringReader(Files.readString(page))))
                            .getDocumentElement())
                    .isNotNull();
        }));
    }

    @TestFactory
    Stream<DynamicTest> texts_that_are_no_plain_words_stand_in_properties() throws IOException {
        return pages().map(page -> DynamicTest.dynamicTest(name(page), () -> {
            Properties texts = texts(page);
            Matcher matcher = TEXT.matcher(Files.readString(page));
            while (matcher.find()) {
                String key = matcher.group(1);
                boolean plain = matcher.group(2) == null && Character.isUpperCase(key.charAt(0));
                assertThat(plain || texts.containsKey(key)).as(key).isTrue();
            }
        }));
    }

    /** The one exception: Jenkins' own form entry, whose description is what the administrator's formatter made. */
    @Test
    void only_the_page_of_a_parameter_takes_a_formatted_description() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> pages = pages()) {
            for (Path page : pages.toList()) {
                if (Files.readString(page).contains("escapeEntryTitleAndDescription")) {
                    found.add(page.getParent().getFileName() + "/" + page.getFileName());
                    assertThat(Files.readString(page))
                            .contains("title=\"${h.escape(it.name)}\"", "description=\"${it.formattedDescription}\"");
                }
            }
        }
        assertThat(found).containsExactly("IstioVersionParameterDefinition/index.jelly");
    }

    @Test
    void links_of_catalogs_and_receipts_open_nothing_but_pages_of_the_web() throws IOException {
        try (Stream<Path> pages = pages()) {
            for (Path page : pages.toList()) {
                Matcher link = Pattern.compile("href=\"(\\$\\{[^}]*})").matcher(Files.readString(page));
                while (link.find()) {
                    // Those of a catalog and of a receipt are checked in Java: CatalogViewTest, PublishedReleaseTest.
                    assertThat(link.group(1))
                            .isIn(
                                    "${it.urlName}",
                                    "${it.page}",
                                    "${release.previousPage}",
                                    "${source.page()}",
                                    "${item.link}");
                }
            }
        }
    }

    private static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> file.toString().endsWith(".jelly")).sorted().toList().stream();
        }
    }

    private static Properties texts(Path page) throws IOException {
        Properties texts = new Properties();
        Path file = page.resolveSibling(page.getFileName().toString().replaceFirst("\\.jelly$", ".properties"));
        if (Files.exists(file)) {
            texts.load(new StringReader(Files.readString(file)));
        }
        return texts;
    }

    private static String name(Path page) {
        return RESOURCES.relativize(page).toString();
    }

    private static List<Pattern> patterns(String... expressions) {
        return Stream.of(expressions)
                .map(expression -> Pattern.compile(expression, Pattern.CASE_INSENSITIVE))
                .toList();
    }
}
