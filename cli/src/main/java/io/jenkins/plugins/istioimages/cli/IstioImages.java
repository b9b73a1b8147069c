package io.jenkins.plugins.istioimages.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command: only its verbs do something. */
@Command(
        name = "istio-images",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Builds, verifies, publishes and accounts for multi-arch OCI images of the Istio stack.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:the work failed", "2:wrong usage or input"})
final class IstioImages implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing; see 'istio-images help'");
    }
}
