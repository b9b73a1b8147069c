package io.jenkins.plugins.istioimages.validate;

/**
 * Something that is wrong.
 *
 * @param where file, relative to the release, and what inside of it: {@code istio-1.2.3-osx.tar.gz:
 *     istio-1.2.3/bin/istioctl}; or an image
 * @param what is found there and what was expected
 */
public record Finding(String where, String what) implements Comparable<Finding> {
    @Override
    public int compareTo(Finding other) {
        int byPlace = where.compareTo(other.where);
        return byPlace != 0 ? byPlace : what.compareTo(other.what);
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
