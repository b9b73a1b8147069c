package io.jenkins.plugins.istioimages.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Says which builder images there are, or which have changed; writes nothing.")
final class BuilderListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private BuilderChoice choice = new BuilderChoice();

    @Option(names = "--json", description = "print them as data")
    private boolean json;

    BuilderListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new BuilderResults(terminal, json).list(choice.images(terminal));
        return 0;
    }
}
