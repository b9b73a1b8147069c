package io.jenkins.plugins.istioimages.bench.registry;

import java.io.IOException;

/** Looks into a registry after a contender's run: nobody wins by doing nothing. */
public interface Check {
    /**
     * @param deep whether to read and hash the layers too, which takes long and is done once
     * @throws io.jenkins.plugins.istioimages.bench.BenchException if something is missing or wrong
     */
    void in(RegistryApi registry, boolean deep) throws IOException;
}
