package io.jenkins.plugins.istioimages.publish.storage;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket and a place in it: {@code s3://BUCKET[/PREFIX][?endpoint=URL&region=NAME&pathStyle=BOOLEAN&conditions=none]} or
 * {@code gs://BUCKET[/PREFIX][?endpoint=URL]}.
 *
 * @param prefix of all keys, without slashes at its ends; empty for none
 * @param endpoint where the store is, when it is not Amazon's or Google's own
 * @param region of S3; else that of the environment
 * @param pathStyle whether the bucket stands in the path and not in the host's name
 * @param conditional whether the store must keep conditions of writes; false where its owner says that one writes alone
 */
public record BucketAddress(
        Kind kind,
        String bucket,
        String prefix,
        Optional<URI> endpoint,
        Optional<String> region,
        Optional<Boolean> pathStyle,
        boolean conditional) {
    private static final Pattern FORM = Pattern.compile("(s3|gs)://([^/?#]+)(/[^?#]*)?(\\?([^#]*))?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9A-Z][a-zA-Z0-9._-]{1,220}[a-zA-Z0-9]");
    private static final String CONDITIONS = "conditions";
    private static final String ENDPOINT = "endpoint";
    private static final String REGION = "region";
    private static final String PATH_STYLE = "pathStyle";

    /** Which protocol is spoken. */
    public enum Kind {
        /** Amazon S3 and what speaks as it does. */
        S3("s3"),
        /** Google Cloud Storage. */
        GCS("gs");

        private final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }

        /** How addresses of it begin. */
        public String scheme() {
            return scheme;
        }

        private List<String> parameters() {
            return this == S3 ? List.of(CONDITIONS, ENDPOINT, PATH_STYLE, REGION) : List.of(CONDITIONS, ENDPOINT);
        }
    }

    /**
     * Reads an address.
     *
     * @throws InputException if it is none
     */
    public static BucketAddress parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new InputException("'" + text + "' is no bucket: expected s3://BUCKET/PREFIX or gs://BUCKET/PREFIX");
        }
        Kind kind = form.group(1).equals("s3") ? Kind.S3 : Kind.GCS;
        if (!NAME.matcher(form.group(2)).matches()) {
            throw new InputException("'" + text + "' is no bucket: '" + form.group(2)
                    + "' is no bucket's name (3 characters or more, letters, digits, '.', '-' and '_')");
        }
        Map<String, String> parameters = parameters(text, kind, form.group(5));
        return new BucketAddress(
                kind,
                form.group(2),
                prefix(text, form.group(3)),
                Optional.ofNullable(parameters.get(ENDPOINT)).map(url -> endpoint(text, url)),
                Optional.ofNullable(parameters.get(REGION)).map(region -> region(text, region)),
                Optional.ofNullable(parameters.get(PATH_STYLE)).map(value -> flag(text, value)),
                conditional(text, parameters.get(CONDITIONS)));
    }

    /** The same bucket, at another place in it. */
    public BucketAddress at(String newPrefix) {
        return new BucketAddress(kind, bucket, prefix(newPrefix, newPrefix), endpoint, region, pathStyle, conditional);
    }

    /** The key of something at this place. */
    public String key(String path) {
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    /** As a user would write it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.scheme).append("://").append(bucket);
        if (!prefix.isEmpty()) {
            text.append('/').append(prefix);
        }
        endpoint.ifPresent(url -> text.append("?endpoint=").append(url));
        return text.toString();
    }

    private static String prefix(String text, String path) {
        String prefix = path == null ? "" : path.replaceAll("^/+|/+$", "");
        for (String name : prefix.split("/", -1)) {
            if (!prefix.isEmpty() && (name.isEmpty() || name.equals(".") || name.equals("..") || hasControls(name))) {
                throw new InputException("'" + text + "' is no place in a bucket: '" + name + "' is no name in a path");
            }
        }
        return prefix;
    }

    private static boolean hasControls(String name) {
        return name.chars().anyMatch(Character::isISOControl);
    }

    private static Map<String, String> parameters(String text, Kind kind, String query) {
        Map<String, String> parameters = new TreeMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String parameter : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            if (!kind.parameters().contains(parts[0])) {
                throw new InputException("'" + text + "': there is no parameter '" + parts[0] + "'"
                        + NearestName.hint(parts[0], kind.parameters()));
            }
            if (parts.length < 2 || parameters.put(parts[0], decoded(text, parts[1])) != null) {
                throw new InputException("'" + text + "': the parameter '" + parts[0] + "' needs one value");
            }
        }
        return parameters;
    }

    private static String decoded(String text, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InputException("'" + text + "': '" + value + "' is not a value of an address", e);
        }
    }

    /**
     * Reads where a store is.
     *
     * @param text for the error
     */
    public static URI endpoint(String text, String url) {
        try {
            URI uri = URI.create(url.strip().replaceAll("/+$", ""));
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null
                    && scheme.matches("https?")
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new InputException("'" + text + "': the endpoint '" + url + "' is no URL", e);
        }
        throw new InputException("'" + text + "': the endpoint must be http(s)://HOST[:PORT]");
    }

    private static String region(String text, String region) {
        if (!region.matches("[a-zA-Z0-9-]{1,64}")) {
            throw new InputException("'" + text + "': '" + region + "' is no region");
        }
        return region;
    }

    private static boolean flag(String text, String value) {
        if (!value.matches("true|false")) {
            throw new InputException("'" + text + "': " + PATH_STYLE + " is true or false, not '" + value + "'");
        }
        return Boolean.parseBoolean(value);
    }

    private static boolean conditional(String text, String value) {
        if (value != null && !value.equals("none")) {
            throw new InputException("'" + text + "': " + CONDITIONS + " can only be 'none'");
        }
        return value == null;
    }
}
