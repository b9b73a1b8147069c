package io.jenkins.plugins.istioimages.jenkins.pipeline;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names with {@code *} for any characters and {@code ?} for one. */
final class Patterns {
    private Patterns() {}

    /** Whether a branch or tag has one of these names. */
    static boolean names(List<String> patterns, String name) {
        return patterns.stream()
                .anyMatch(pattern -> regex(pattern, ".").matcher(name).matches());
    }

    /**
     * Whether a path is one of these: itself, or below a directory that one names. In paths a star ends at a slash, two
     * stars do not.
     */
    static boolean paths(List<String> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> {
            String plain = pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
            return regex(plain + "/**", "[^/]").matcher(path).matches()
                    || regex(plain, "[^/]").matcher(path).matches();
        });
    }

    private static Pattern regex(String pattern, String any) {
        String regex = Stream.of(pattern.split("(?<=\\*\\*)|(?=\\*\\*)", -1))
                .map(part -> part.equals("**") ? ".*" : one(part, any))
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    private static String one(String pattern, String any) {
        return pattern.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> any + "*";
                    case '?' -> any;
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
    }
}
