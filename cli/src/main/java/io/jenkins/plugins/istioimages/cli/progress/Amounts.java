package io.jenkins.plugins.istioimages.cli.progress;

import java.util.Locale;

/** Bytes and times for people: decimal units, as registries and disks count. */
final class Amounts {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private Amounts() {}

    /** {@code 740 B}, {@code 45.1 MB}. */
    static String bytes(double count) {
        if (count < 1000) {
            return Math.round(count) + " B";
        }
        double value = count / 1000;
        int unit = 0;
        // What would be rounded to 1000.0 is one of the next unit.
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** {@code 7 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
    static String seconds(double time) {
        long whole = (long) Math.ceil(time);
        if (whole < MINUTE) {
            return whole + " s";
        }
        return whole < HOUR
                ? String.format(Locale.ROOT, "%d min %02d s", whole / MINUTE, whole % MINUTE)
                : String.format(Locale.ROOT, "%d h %02d min", whole / HOUR, whole % HOUR / MINUTE);
    }
}
