package io.jenkins.plugins.istioimages.publish.bucket;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of versions of charts: Semantic Versioning 2.0.0, item 11; what is no such version stands before all. */
final class ChartVersions {
    static final Comparator<String> ORDER = ChartVersions::compare;
    private static final Pattern FORM =
            Pattern.compile("v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:-([0-9A-Za-z.-]+))?(?:\\+.*)?");
    private static final int NUMBERS = 3;

    private ChartVersions() {}

    private static int compare(String one, String other) {
        Matcher a = FORM.matcher(one);
        Matcher b = FORM.matcher(other);
        boolean first = a.matches();
        boolean second = b.matches();
        if (!first || !second) {
            return first == second ? one.compareTo(other) : Boolean.compare(first, second);
        }
        for (int i = 1; i <= NUMBERS; i++) {
            int order = number(a.group(i)).compareTo(number(b.group(i)));
            if (order != 0) {
                return order;
            }
        }
        return preRelease(a.group(NUMBERS + 1), b.group(NUMBERS + 1));
    }

    private static BigInteger number(String text) {
        return text == null ? BigInteger.ZERO : new BigInteger(text);
    }

    private static int preRelease(String one, String other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        String[] a = one.split("\\.", -1);
        String[] b = other.split("\\.", -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = identifier(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int identifier(String one, String other) {
        boolean first = one.matches("\\d+");
        boolean second = other.matches("\\d+");
        if (first && second) {
            return new BigInteger(one).compareTo(new BigInteger(other));
        }
        return first == second ? one.compareTo(other) : Boolean.compare(second, first);
    }
}
