package io.jenkins.plugins.istioimages.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.cli.progress.ProgressView.Style;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.publish.PublishListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressViewTest {
    private static final Digest LAYER = Digest.sha256("layer");

    private final StringWriter out = new StringWriter();
    private final AtomicLong clock = new AtomicLong();
    private final ProgressModel model = new ProgressModel();

    @Test
    void aTerminalIsDrawnOverInPlaceAndCleanInTheEnd() {
        try (ProgressView view = view(Style.TERMINAL, 80)) {
            begin();
            view.tick();
            assertThat(out)
                    .hasToString(lines("  pilot:1: 0/1 layers, 5 B of 100 B", "0/1 images, 0/1 layers, 5 B of 100 B"));
            step(1);
            view.tick();
            assertThat(out.toString())
                    .endsWith(lines(
                            "\u001b[2F\u001b[J  pilot:1: 0/1 layers, 10 B of 100 B",
                            "0/1 images, 0/1 layers, 10 B of 100 B, 5 B/s, 18 s left"));
        }
        assertThat(out.toString()).endsWith("left\n\u001b[2F\u001b[J");
    }

    @Test
    void linesThatStayGoAboveTheBlock() {
        try (ProgressView view = view(Style.TERMINAL, 80)) {
            begin();
            view.tick();
            view.say("notice: slow down");
            assertThat(out.toString()).endsWith("\u001b[2F\u001b[Jnotice: slow down\n");
            int length = out.toString().length();
            view.tick();
            assertThat(out.toString().substring(length)).startsWith("  pilot:1");
        }
    }

    @Test
    void aLineThatIsTooLongForTheTerminalIsCut() {
        try (ProgressView view = view(Style.TERMINAL, 20)) {
            begin();
            view.tick();
        }
        assertThat(out.toString().lines().limit(2)).allMatch(line -> line.length() == 19);
    }

    @Test
    void elsewhereThereAreLinesAndNoneThatSaysNothingNew() {
        try (ProgressView view = view(Style.LINES, 80)) {
            view.tell("publishing");
            view.tick();
            begin();
            view.tick();
            view.tick();
            step(10);
            view.tick();
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "publishing",
                        "0/1 images, 0/1 layers, 5 B of 100 B",
                        "0/1 images, 0/1 layers, 10 B of 100 B, 1 B/s, 3 min 00 s left");
    }

    @Test
    void quietMeansNoticesOnly() {
        try (ProgressView view = view(Style.QUIET, 80).start()) {
            begin();
            view.tick();
            view.tell("publishing");
            view.say("notice: slow down");
        }
        assertThat(out).hasToString("notice: slow down\n");
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    private ProgressView view(Style style, int width) {
        return new ProgressView(model, new PrintWriter(out, true), style, width, clock::get);
    }

    private void begin() {
        model.publishing().imageFound("pilot:1", List.of(new PublishListener.Layer(LAYER, 100)));
        model.publishing().layerRead(LAYER, 10);
    }

    private void step(int seconds) {
        clock.addAndGet(seconds * 1_000_000_000L);
        model.publishing().layerRead(LAYER, 10);
    }
}
