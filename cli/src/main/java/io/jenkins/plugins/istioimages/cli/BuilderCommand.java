package io.jenkins.plugins.istioimages.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "builder",
        mixinStandardHelpOptions = true,
        subcommands = {
            BuilderListCommand.class,
            BuilderBuildCommand.class,
            BuilderCheckCommand.class,
            BuilderPushCommand.class,
            BuilderNewCommand.class
        },
        description = {
            "Builder images: a directory of NAME_VERSION.Dockerfile, built for several platforms, checked with a real"
                    + " source tree, and published under their tags last."
        })
final class BuilderCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: list, build, check, push or new; see 'istio-images help builder'");
    }
}
