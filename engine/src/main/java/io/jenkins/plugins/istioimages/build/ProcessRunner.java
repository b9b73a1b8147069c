package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs programs and ends them whole: when a program ends, runs out of time or the calling thread is interrupted, nothing
 * that it started is left behind, also not what has left its parent.
 */
public final class ProcessRunner {
    private static final Duration POLL = Duration.ofMillis(250);
    /** How long the output of a program that has ended is waited for: a descendant may hold the pipe open. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final File NO_INPUT = new File("/dev/null");

    /**
     * Runs a program to its end. It reads nothing from its standard input.
     *
     * @param output hears every line of standard output and error, in order; of the error alone where the output goes
     *     into a file
     * @return how it ended, also where it failed
     * @throws WorkException if the program is not there or cannot be started
     * @throws ProcessTimeoutException if it took longer than the limits allow
     * @throws CancelledException if the thread was interrupted; the flag is set again
     */
    public ProcessResult run(ProcessSpec spec, ProcessLimits limits, Consumer<String> output) {
        OutputTail tail = new OutputTail(output);
        long start = System.nanoTime();
        Optional<Path> setsid = Programs.find("setsid", spec.directory(), System.getenv());
        Process process = start(spec, setsid);
        ProcessTree tree = ProcessTree.of(process.toHandle(), setsid.isPresent(), spec.markerEntry());
        InputStream heard = spec.output().isEmpty() ? process.getInputStream() : process.getErrorStream();
        Thread reader = read(process, heard, tail);
        try {
            int exit = await(process, tree, spec, limits, tail);
            finish(heard, tree, reader, Duration.ZERO);
            return new ProcessResult(exit, Duration.ofNanos(System.nanoTime() - start), tail.lines());
        } catch (InterruptedException e) {
            finish(heard, tree, reader, limits.grace());
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled: " + spec.arguments().get(0) + " was ended", e);
        } catch (ProcessTimeoutException e) {
            finish(heard, tree, reader, limits.grace());
            throw e;
        }
    }

    private static Process start(ProcessSpec spec, Optional<Path> setsid) {
        String program = spec.arguments().get(0);
        Path found = Programs.find(program, spec.directory(), spec.environment())
                .orElseThrow(() -> Programs.missing(program));
        if (!Files.isDirectory(spec.directory())) {
            throw new WorkException("cannot run " + program + ": there is no directory " + spec.directory());
        }
        List<String> arguments = new ArrayList<>(spec.arguments());
        // setsid looks a program up on the PATH it was given; Java would look on its own.
        setsid.ifPresentOrElse(path -> arguments.add(0, path.toString()), () -> arguments.set(0, found.toString()));
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(spec.directory().toFile())
                .redirectErrorStream(spec.output().isEmpty());
        spec.output().ifPresent(file -> builder.redirectOutput(file.toFile()));
        if (NO_INPUT.exists()) {
            builder.redirectInput(NO_INPUT);
        }
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        try {
            return builder.start();
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkException("cannot run " + program + ": " + e.getMessage(), e);
        }
    }

    private static Thread read(Process process, InputStream heard, OutputTail tail) {
        Thread reader =
                new Thread(() -> new OutputLines(tail, tail::touch).drain(heard), "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private static int await(Process process, ProcessTree tree, ProcessSpec spec, ProcessLimits limits, OutputTail tail)
            throws InterruptedException {
        long deadline = System.nanoTime() + limits.overall().toNanos();
        while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            tree.observe();
            if (System.nanoTime() > deadline) {
                throw timeout(spec, "took longer than " + text(limits.overall()), tail);
            }
            if (tail.silentNanos() > limits.silence().toNanos()) {
                throw timeout(spec, "wrote nothing for " + text(limits.silence()), tail);
            }
        }
        return process.exitValue();
    }

    private static ProcessTimeoutException timeout(ProcessSpec spec, String what, OutputTail tail) {
        return new ProcessTimeoutException(
                spec.arguments().get(0) + " " + what + " and was ended with all that it started", tail.lines());
    }

    /** Ends what is left of the tree and reads what is left of the output. */
    private static void finish(InputStream heard, ProcessTree tree, Thread reader, Duration grace) {
        tree.kill(grace);
        boolean interrupted = Thread.interrupted();
        try {
            reader.join(DRAIN.toMillis());
            heard.close();
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (IOException e) {
            // The reader has ended or will not: nothing more is to be had.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code 1h30m}, {@code 90s}, {@code 250ms}: as short as it is exact. */
    static String text(Duration duration) {
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + "ms";
        }
        return duration.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString()
                .substring(2)
                .toLowerCase(java.util.Locale.ROOT);
    }
}
