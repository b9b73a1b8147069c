package io.jenkins.plugins.istioimages.catalog.sbom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Names a package everywhere the same (package-url/purl-spec): {@code pkg:type/namespace/name@version?qualifiers}.
 *
 * @param type for example {@code deb}
 * @param path namespace and name, separated by slashes
 * @param version empty where there is none
 * @param qualifiers those without value are left out
 */
record PackageUrl(String type, String path, String version, SortedMap<String, String> qualifiers) {
    private static final String UNRESERVED = "-._~";

    PackageUrl {
        qualifiers = new TreeMap<>(qualifiers);
        qualifiers.values().removeIf(String::isEmpty);
    }

    static PackageUrl of(String type, String path, String version) {
        return new PackageUrl(type, path, version, new TreeMap<>());
    }

    PackageUrl with(String qualifier, String value) {
        SortedMap<String, String> more = new TreeMap<>(qualifiers);
        more.put(qualifier, value);
        return new PackageUrl(type, path, version, more);
    }

    @Override
    public String toString() {
        String names = Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .map(PackageUrl::encode)
                .collect(Collectors.joining("/"));
        String tail = qualifiers.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return "pkg:" + type + "/" + names + (version.isEmpty() ? "" : "@" + encode(version))
                + (tail.isEmpty() ? "" : "?" + tail);
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
