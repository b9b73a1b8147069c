package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts of receipts, as anybody may have written them: bounded, in one line, and links that lead to a web server. */
final class ReceiptTexts {
    private static final int LONGEST = 4000;
    private static final Pattern DIGEST = Pattern.compile("(sha256:[0-9a-f]{12})[0-9a-f]{52}");

    private ReceiptTexts() {}

    /** A text that must be there. */
    static String line(JsonNode text, String what) {
        String line = optional(text);
        if (line.isEmpty()) {
            throw new MalformedContentException("a receipt of the agent lacks " + what);
        }
        return line;
    }

    /** A text that may be missing. */
    static String optional(JsonNode text) {
        String line = text.asText("")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]", " ")
                .strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "\u2026" : line;
    }

    /** The first digits of digests are what people tell them apart by. */
    static String shortened(String text) {
        return DIGEST.matcher(text).replaceAll("$1\u2026");
    }

    /** The name of a constant, in lower case. */
    static <E extends Enum<E>> String word(JsonNode text, Class<E> words) {
        String word = text.asText("");
        if (Arrays.stream(words.getEnumConstants())
                .noneMatch(known -> known.name().toLowerCase(Locale.ROOT).equals(word))) {
            throw new MalformedContentException("a receipt of the agent has a wrong "
                    + words.getSimpleName().toLowerCase(Locale.ROOT));
        }
        return word;
    }

    /** The address of a page; empty where it is none. */
    static String link(JsonNode text) {
        String link = text.asText("");
        if (link.isEmpty() || link.length() > LONGEST) {
            return "";
        }
        try {
            URI uri = URI.create(link);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawUserInfo() == null ? uri.toASCIIString() : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
