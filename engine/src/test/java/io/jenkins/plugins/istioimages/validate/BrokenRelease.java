package io.jenkins.plugins.istioimages.validate;

import io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture;
import java.util.function.Consumer;

/**
 * One thing that is broken, and what is expected to be said about it.
 *
 * @param name for reports of tests
 * @param change breaks it
 * @param check that should fail
 * @param where of the one finding
 * @param what of the one finding
 */
record BrokenRelease(String name, Consumer<ReleaseFixture> change, String check, String where, String what) {
    @Override
    public String toString() {
        return name;
    }
}
