package io.jenkins.plugins.istioimages.catalog.contents;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Debian or RPM package.
 *
 * @param name that it has in itself
 * @param version in the form of its kind, an RPM's without the release
 * @param architecture in the names of its kind
 * @param programs by path, without a slash at the beginning
 */
public record SystemPackage(String name, String version, String architecture, SortedMap<String, ProgramFile> programs) {
    public SystemPackage {
        programs = Collections.unmodifiableSortedMap(new TreeMap<>(programs));
    }
}
