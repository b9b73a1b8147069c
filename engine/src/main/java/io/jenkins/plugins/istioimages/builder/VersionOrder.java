package io.jenkins.plugins.istioimages.builder;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Orders versions by their numbers, so that 2.10 comes after 2.9; what has no number comes last. */
final class VersionOrder implements Comparator<String>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern BOUNDARY = Pattern.compile("[.-]|(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    @Override
    public int compare(String one, String other) {
        boolean numbered = isNumbered(one);
        if (numbered != isNumbered(other)) {
            return numbered ? -1 : 1;
        }
        String[] ours = BOUNDARY.split(one, -1);
        String[] theirs = BOUNDARY.split(other, -1);
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            int part = comparePart(ours[i], theirs[i]);
            if (part != 0) {
                return part;
            }
        }
        int length = Integer.compare(ours.length, theirs.length);
        return length != 0 ? length : one.compareTo(other);
    }

    private static boolean isNumbered(String version) {
        return version.chars().anyMatch(Character::isDigit);
    }

    private static int comparePart(String one, String other) {
        boolean numbers = NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches();
        return numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }
}
