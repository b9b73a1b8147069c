package io.jenkins.plugins.istioimages.catalog.contents;

import java.util.Comparator;

/**
 * A package that a base image brings.
 *
 * @param manager {@code deb} or {@code apk}, as package URLs have it
 * @param name for example {@code libc6}
 * @param version as the manager has it
 * @param architecture in the manager's names; empty where it tells none
 */
public record InstalledPackage(String manager, String name, String version, String architecture)
        implements Comparable<InstalledPackage> {
    private static final Comparator<InstalledPackage> ORDER = Comparator.comparing(InstalledPackage::manager)
            .thenComparing(InstalledPackage::name)
            .thenComparing(InstalledPackage::version)
            .thenComparing(InstalledPackage::architecture);

    @Override
    public int compareTo(InstalledPackage other) {
        return ORDER.compare(this, other);
    }
}
