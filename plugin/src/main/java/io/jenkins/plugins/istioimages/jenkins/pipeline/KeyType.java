package io.jenkins.plugins.istioimages.jenkins.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a key of a pipeline takes. Null, which a parameter of a job's first run is, counts as left out. */
public enum KeyType {
    /** One word or path; a blank one counts as left out. */
    TEXT("text") {
        @Override
        Object read(Object given) {
            return given instanceof CharSequence text ? text.toString().strip() : null;
        }
    },
    /** Words: a list, or one text with blanks or commas between them. */
    LIST("list") {
        @Override
        Object read(Object given) {
            return words(given, "[\\s,]+");
        }
    },
    /** Lines, which may have blanks in them: a list, or one text of several lines. */
    LINES("lines") {
        @Override
        Object read(Object given) {
            return words(given, "\\R");
        }
    },
    /** Yes or no, also as a text. */
    BOOLEAN("boolean") {
        @Override
        Object read(Object given) {
            if (given instanceof Boolean) {
                return given;
            }
            String text = String.valueOf(given).strip();
            return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : null;
        }
    },
    /** Keys of another step or pipeline. */
    MAP("map") {
        @Override
        Object read(Object given) {
            return given instanceof Map<?, ?> map && map.keySet().stream().allMatch(key -> key instanceof CharSequence)
                    ? plain(map)
                    : null;
        }
    },
    /** Maps one after the other: rows of a table. */
    ROWS("list of maps") {
        @Override
        Object read(Object given) {
            List<?> rows = given instanceof List<?> list ? list : List.of(given);
            List<Object> read = new ArrayList<>();
            rows.forEach(row -> read.add(MAP.read(row)));
            return read.contains(null) ? null : read;
        }
    };

    private final String word;

    KeyType(String word) {
        this.word = word;
    }

    /** As help says it. */
    public String word() {
        return word;
    }

    /** The value, null if it is of another type. */
    abstract Object read(Object given);

    /** Of Java's own types, which live in the saved state of a Pipeline. */
    private static Map<String, Object> plain(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach(
                (key, value) -> plain.put(key.toString(), value instanceof CharSequence ? value.toString() : value));
        return plain;
    }

    private static Object words(Object given, String separator) {
        Stream<?> texts = given instanceof List<?> list ? list.stream() : Stream.of(given);
        List<String> words = new ArrayList<>();
        for (Object text : texts.toList()) {
            if (!(text instanceof CharSequence)) {
                return null;
            }
            Stream.of(text.toString().split(separator, -1))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .forEach(words::add);
        }
        return words;
    }
}
