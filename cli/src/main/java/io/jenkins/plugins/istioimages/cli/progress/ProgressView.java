package io.jenkins.plugins.istioimages.cli.progress;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;

/**
 * Shows a {@link ProgressModel}: on a terminal a block of lines that is drawn again in place, elsewhere one line now and
 * then. Other lines that are printed meanwhile go through {@link #say}, so that the block does not tear.
 */
public final class ProgressView implements AutoCloseable {
    private static final long REDRAW_MILLIS = 200;
    private static final long CALM_MILLIS = 10_000;
    private static final String ESCAPE = "\u001b[";

    private final ProgressModel model;
    private final PrintWriter out;
    private final Style style;
    private final int width;
    private final LongSupplier nanos;
    private int drawn;
    private String last = "";
    private Timer timer;
    private boolean closed;

    /** How progress is shown. */
    public enum Style {
        /** Drawn again and again in place. */
        TERMINAL,
        /** A line now and then. */
        LINES,
        /** Not at all. */
        QUIET
    }

    /**
     * Shows nothing before {@link #start} or {@link #tick}.
     *
     * @param width columns of the terminal: longer lines are cut, since one that wraps could not be drawn over
     * @param nanos the time, from any beginning
     */
    public ProgressView(ProgressModel model, PrintWriter out, Style style, int width, LongSupplier nanos) {
        this.model = model;
        this.out = out;
        this.style = style;
        this.width = width;
        this.nanos = nanos;
    }

    /** Begins to show how it goes on, at a pace that fits. */
    public synchronized ProgressView start() {
        if (style != Style.QUIET && timer == null) {
            timer = new Timer("progress", true);
            long pause = style == Style.TERMINAL ? REDRAW_MILLIS : CALM_MILLIS;
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            tick();
                        }
                    },
                    pause,
                    pause);
        }
        return this;
    }

    /** Shows what is to be seen now. */
    public synchronized void tick() {
        Optional<ProgressModel.View> view = model.view(nanos.getAsLong());
        if (view.isEmpty() || style == Style.QUIET || closed) {
            return;
        }
        if (style == Style.LINES) {
            // Nothing new is not worth a line.
            if (!view.get().total().equals(last)) {
                last = view.get().total();
                out.println(last);
            }
            return;
        }
        wipe();
        draw(view.get());
    }

    /** Prints a line that stays. */
    public synchronized void say(String line) {
        wipe();
        out.println(line);
    }

    /** Lets something be printed that goes to the same terminal, such as a result. */
    public synchronized void aside(Runnable printing) {
        wipe();
        printing.run();
    }

    /** Prints a line that stays, where progress is shown at all. */
    public void tell(String line) {
        if (style != Style.QUIET) {
            say(line);
        }
    }

    /** Ends it; what was drawn is taken away. */
    @Override
    public synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
        wipe();
        out.flush();
    }

    private void draw(ProgressModel.View view) {
        List<String> lines = view.images();
        StringBuilder block = new StringBuilder();
        lines.forEach(line -> block.append(cut("  " + line)).append('\n'));
        block.append(cut(view.total())).append('\n');
        out.print(block);
        out.flush();
        drawn = lines.size() + 1;
    }

    /** Goes up to where the block began and clears all that follows (ECMA-48 CPL and ED). */
    private void wipe() {
        if (drawn > 0) {
            out.print(ESCAPE + drawn + "F" + ESCAPE + "J");
            out.flush();
            drawn = 0;
        }
    }

    private String cut(String line) {
        return line.length() < width ? line : line.substring(0, Math.max(0, width - 1));
    }
}
