package io.jenkins.plugins.istioimages.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** Entry point of {@code bin/istio-images}. */
public final class Main {
    /** Set by the launcher when standard error is a terminal; Java cannot tell for that stream. */
    static final String INTERACTIVE = "istio.images.terminal";

    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(new Interruption(Thread.currentThread(), done)));
        int status = execute(new Terminal(out, err, Boolean.getBoolean(INTERACTIVE)), args);
        out.flush();
        err.flush();
        done.countDown();
        // Daemon threads of clients must not keep a finished command alive.
        System.exit(status);
    }

    /**
     * Does what a command line says.
     *
     * @return the exit status
     */
    static int execute(Terminal terminal, String... words) {
        CommandLine line = new CommandLine(new IstioImages(), new CommandFactory(terminal));
        String[] known = ReleaseBuilderNames.translated(words);
        new Verbs().addTo(line, known);
        line.setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new ErrorReport(terminal));
        return line.execute(known);
    }
}
