package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.InputException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into words and an exit status: 1 the work failed, 2 wrong usage or input. */
final class ErrorReport implements IExecutionExceptionHandler {
    static final int FAILED = 1;
    static final int WRONG_INPUT = 2;
    /** 128 + SIGINT, as shells report an interrupted command. */
    static final int CANCELLED = 130;

    private final Terminal terminal;

    ErrorReport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine commandLine, ParseResult parsed) {
        if (error instanceof EngineException known) {
            terminal.err().println("error: " + known.getMessage());
            if (known instanceof CancelledException) {
                return CANCELLED;
            }
            return known instanceof InputException ? WRONG_INPUT : FAILED;
        }
        terminal.err().println("error: this is a defect of istio-images, please report it with the lines below");
        error.printStackTrace(terminal.err());
        return FAILED;
    }
}
