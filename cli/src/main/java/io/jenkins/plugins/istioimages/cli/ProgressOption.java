package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView.Style;
import picocli.CommandLine.Option;

/** How a verb that moves images shows how far it has come: on standard error, so that results stay apart. */
final class ProgressOption {
    /** Set by the launcher when standard error is a terminal. */
    private static final String COLUMNS = "istio.images.columns";

    private static final int USUAL_COLUMNS = 80;

    @Option(
            names = {"-q", "--quiet"},
            description = "show no progress, only results, notices and errors")
    private boolean quiet;

    /** Begins to show it. */
    ProgressView show(ProgressModel model, Terminal terminal) {
        int width = Integer.getInteger(COLUMNS, USUAL_COLUMNS);
        return new ProgressView(model, terminal.err(), style(terminal), width, System::nanoTime).start();
    }

    private Style style(Terminal terminal) {
        if (quiet) {
            return Style.QUIET;
        }
        boolean canDraw = terminal.interactive() && !"dumb".equals(System.getenv("TERM"));
        return canDraw ? Style.TERMINAL : Style.LINES;
    }
}
