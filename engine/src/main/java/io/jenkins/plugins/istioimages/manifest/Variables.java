package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What texts of a manifest may refer to, so that one manifest serves many versions: {@code ${version}} and
 * {@code ${minor}}. It works on values that were read already, so a value never becomes structure.
 */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private final Map<String, String> values = new TreeMap<>();

    Variables(ReleaseVersion version) {
        values.put("version", version.text());
        version.minor().ifPresent(minor -> values.put("minor", minor));
    }

    /** @throws InputException if the text names a variable that there is not */
    String expand(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), text)));
    }

    private String value(String name, String text) {
        String value = values.get(name);
        if (value == null) {
            throw new InputException(Quoted.of(text) + " is wrong: there is no variable ${" + name + "}"
                    + NearestName.hint(name, values.keySet()) + " (known: " + String.join(", ", values.keySet()) + ")");
        }
        return value;
    }
}
