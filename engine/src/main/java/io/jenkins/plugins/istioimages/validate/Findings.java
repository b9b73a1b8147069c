package io.jenkins.plugins.istioimages.validate;

import java.util.Set;
import java.util.TreeSet;

/** Collects what one check sees. */
public final class Findings {
    private final Set<Finding> all = new TreeSet<>();
    private final String unit;
    private int seen;

    /** @param unit what is counted, in the plural: {@code "files"} */
    public Findings(String unit) {
        this.unit = unit;
    }

    /** Something was looked at. */
    public void seen() {
        seen++;
    }

    /** Something is wrong. */
    public void add(String where, String what) {
        all.add(new Finding(where, what));
    }

    /** Something is wrong where a value is not the expected one. */
    public void expect(String where, String what, String found, String expected) {
        if (!found.equals(expected)) {
            add(where, what + " is " + (found.isEmpty() ? "empty" : found) + ", expected " + expected);
        }
    }

    /** How the check ended. */
    public Outcome outcome() {
        return new Outcome(
                all.isEmpty() ? Status.PASSED : Status.FAILED, seen + " " + unit, java.util.List.copyOf(all));
    }
}
