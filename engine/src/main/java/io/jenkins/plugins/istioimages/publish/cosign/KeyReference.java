package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names a private key that is not in a file: {@code awskms:///alias/release}.
 *
 * @param text as cosign takes it
 * @param service that has the key
 */
public record KeyReference(String text, KeyService service) {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*|pkcs11:.*", Pattern.DOTALL);
    private static final Pattern PIN = Pattern.compile("[;?&]pin-(value|source)=|^pkcs11:pin-(value|source)=");
    /** Nobody's are longer, and none has anything else in it. */
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]{1,2000}");

    /** Whether a text is meant to name a key of a service, and no file. */
    public static boolean isMeant(String text) {
        return SCHEME.matcher(text).matches();
    }

    /**
     * Reads one.
     *
     * @throws InputException if no service has such keys, or a secret stands in it
     */
    public static KeyReference parse(String text) {
        KeyService service = Arrays.stream(KeyService.values())
                .filter(one -> text.startsWith(one.prefix()))
                .findFirst()
                .orElseThrow(() -> unknown(text));
        if (PIN.matcher(text).find()) {
            throw new InputException("the key's reference has a PIN in it, which everybody on this machine could see in"
                    + " the list of processes; give it in the environment variable COSIGN_PKCS11_PIN");
        }
        if (text.length() == service.prefix().length() || !PLAIN.matcher(text).matches()) {
            throw new InputException("'" + shown(text) + "' names no key; expected " + service.form());
        }
        return new KeyReference(text, service);
    }

    private static InputException unknown(String text) {
        List<String> known =
                Arrays.stream(KeyService.values()).map(KeyService::prefix).toList();
        String scheme = text.substring(0, text.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        return new InputException("'" + shown(text) + "' names a key of a kind that is not known; expected a file, or"
                + Arrays.stream(KeyService.values())
                        .map(service -> " " + service.form())
                        .collect(Collectors.joining(","))
                + NearestName.hint(scheme + "//", known));
    }

    private static String shown(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }

    @Override
    public String toString() {
        return text;
    }
}
