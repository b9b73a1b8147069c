package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Text files beside the classes of this package, with words to fill in. */
final class Template {
    private Template() {}

    /**
     * Reads one.
     *
     * @param words to replace, by what
     */
    static String fill(String name, Map<String, String> words) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> word : words.entrySet()) {
                text = text.replace(word.getKey(), word.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
