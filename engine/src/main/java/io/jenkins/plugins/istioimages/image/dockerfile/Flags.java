package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code --name=value} words before the arguments of an instruction. */
final class Flags {
    private record Flag(String name, String value) {}

    private final SourceLocation at;
    private final List<Flag> flags = new ArrayList<>();
    private final String rest;

    private Flags(SourceLocation at, String arguments) {
        this.at = at;
        String left = arguments;
        while (left.startsWith("--")) {
            int end = endOfWord(left);
            String word = left.substring(0, end).replaceAll("[\"']", "");
            left = left.substring(end).stripLeading();
            if (word.equals("--")) {
                break;
            }
            int equals = word.indexOf('=');
            flags.add(new Flag(
                    word.substring(2, equals < 0 ? word.length() : equals),
                    equals < 0 ? null : word.substring(equals + 1)));
        }
        this.rest = left;
    }

    /**
     * Takes the flags off an instruction's arguments.
     *
     * @param allowed names without dashes
     * @throws DockerfileException on a name that is not allowed
     */
    static Flags of(SourceLocation at, String keyword, String arguments, Set<String> allowed) {
        Flags result = new Flags(at, arguments);
        for (Flag flag : result.flags) {
            if (!allowed.contains(flag.name())) {
                throw new DockerfileException(
                        at, keyword + " has no flag --" + flag.name() + NearestName.hint(flag.name(), allowed));
            }
        }
        return result;
    }

    /** The arguments after the flags. */
    String rest() {
        return rest;
    }

    /** The value of a flag that may stand once. */
    Optional<String> one(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new DockerfileException(at, "--" + name + " stands twice");
        }
        return values.stream().findFirst();
    }

    /** The values of a flag that may be repeated. */
    List<String> all(String name) {
        List<String> result = new ArrayList<>();
        for (Flag flag : flags) {
            if (flag.name().equals(name)) {
                if (flag.value() == null || flag.value().isEmpty()) {
                    throw new DockerfileException(at, "--" + name + " needs a value: --" + name + "=…");
                }
                result.add(flag.value());
            }
        }
        return result;
    }

    /** Whether a switch is on: {@code --name} or {@code --name=true}. */
    boolean isOn(String name) {
        return flags.stream()
                .anyMatch(flag -> flag.name().equals(name)
                        && (flag.value() == null || flag.value().equals("true")));
    }

    private static int endOfWord(String text) {
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (Character.isWhitespace(c)) {
                return i;
            }
        }
        return text.length();
    }
}
