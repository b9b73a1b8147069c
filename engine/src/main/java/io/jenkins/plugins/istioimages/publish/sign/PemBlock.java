package io.jenkins.plugins.istioimages.publish.sign;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first block of a PEM text (RFC 7468). */
final class PemBlock {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private final String label;
    private final byte[] content;

    private PemBlock(String label, byte[] content) {
        this.label = label;
        this.content = content;
    }

    /**
     * Finds it.
     *
     * @param what the text is called in errors
     * @throws InputException if there is none
     */
    static PemBlock first(String text, String what) {
        Matcher matcher = BLOCK.matcher(text);
        if (!matcher.find()) {
            throw new InputException(what + " holds no key: expected PEM, with a line like -----BEGIN PUBLIC KEY-----");
        }
        try {
            byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
            return new PemBlock(matcher.group(1), content);
        } catch (IllegalArgumentException e) {
            throw new InputException(what + " holds a " + matcher.group(1) + " that is not Base64", e);
        }
    }

    /** What stands after BEGIN. */
    String label() {
        return label;
    }

    /** Decoded. */
    byte[] content() {
        return content;
    }
}
