package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Istio releases that fetch Wasm images by the same rules, told from pkg/wasm/imagefetcher.go and cache.go at the tags
 * of each release: up to 1.15 an image has exactly one layer and no limit of size; since 1.14 the digest in a URL is
 * compared with the image's; since 1.16 the last layer counts and 256 MiB of it.
 */
public enum IstioLine {
    V1_12("1.12", 12, 12),
    V1_13("1.13", 13, 13),
    V1_14("1.14", 14, 14),
    V1_15("1.15", 15, 15),
    NEWER("1.16+", 16, Integer.MAX_VALUE);

    private static final Pattern VERSION = Pattern.compile("v?1\\.([0-9]{1,4})(?:\\.[0-9].*)?");

    private final String label;
    private final int first;
    private final int last;

    IstioLine(String label, int first, int last) {
        this.label = label;
        this.first = first;
        this.last = last;
    }

    /** {@code 1.14}, or {@code 1.16+} for that one and all that follow. */
    public String label() {
        return label;
    }

    /**
     * The line of a version.
     *
     * @param text {@code 1.14}, {@code 1.14.5}, {@code 1.30} or a label
     * @throws InputException if it is no version of Istio, or one that knows no Wasm images
     */
    public static IstioLine parse(String text) {
        Matcher version = VERSION.matcher(text.endsWith("+") ? text.substring(0, text.length() - 1) : text);
        if (!version.matches()) {
            throw new InputException("Istio version '" + text + "' is wrong: expected for example 1.14 or 1.30.2");
        }
        int minor = Integer.parseInt(version.group(1));
        return Arrays.stream(values())
                .filter(line -> line.first <= minor && minor <= line.last)
                .findFirst()
                .orElseThrow(() ->
                        new InputException("Istio " + text + " knows no Wasm plugin images; the first to do is 1.12"));
    }

    /** All of them, oldest first. */
    public static List<IstioLine> all() {
        return List.of(values());
    }

    boolean wantsOneLayer() {
        return last <= 15;
    }

    boolean comparesDigestOfUrl() {
        return first >= 14;
    }

    boolean limitsSize() {
        return first >= 16;
    }
}
