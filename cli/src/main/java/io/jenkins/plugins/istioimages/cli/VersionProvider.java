package io.jenkins.plugins.istioimages.cli;

import picocli.CommandLine.IVersionProvider;

/** Reads the version from the jar's manifest. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"istio-images " + (version == null ? "(unpackaged)" : version)};
    }
}
