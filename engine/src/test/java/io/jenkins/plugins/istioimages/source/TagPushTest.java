package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** The conversation of a push, word by word. */
class TagPushTest {
    private static final String COMMIT = "1111111111111111111111111111111111111111";
    private static final String OLD = "2222222222222222222222222222222222222222";
    private static final Tagger TAGGER =
            new Tagger("A Releaser", "releases@example.com", Instant.parse("2022-10-12T08:11:00Z"));

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private static TagOrder order(String name) {
        return new TagOrder(name, "Istio release " + name, COMMIT, TAGGER, Optional.empty());
    }

    private static String line(String text) {
        return String.format("%04x", text.length() + 4) + text;
    }

    private PushWire wire(String offer, String answer) {
        return new PushWire() {
            @Override
            public PushOffer offer() throws IOException {
                return PushOffer.read(new ByteArrayInputStream(offer.getBytes(StandardCharsets.ISO_8859_1)));
            }

            @Override
            public InputStream send(byte[] request) {
                sent.writeBytes(request);
                return new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1));
            }

            @Override
            public void close() {
                // Nothing was opened.
            }
        };
    }

    private static String offer(String capabilities) {
        return line(OLD + " refs/heads/main\0" + capabilities + "\n") + "0000";
    }

    private Map<String, String> push(String capabilities, String answer, String... tags) throws IOException {
        List<TagOrder> orders = List.of(tags).stream().map(TagPushTest::order).toList();
        return new TagPush(orders, Map.of("old", ObjectId.fromString(OLD))).over(wire(offer(capabilities), answer));
    }

    @Test
    void theSameOrderIsTheObjectThatGitMakes() {
        // By git hash-object -t tag.
        assertThat(TagObject.of(order("1.14.5")).id().name()).isEqualTo("2f879c4e0a73d1b08081cf7ba184c0bda628ac23");
        assertThat(TagObject.of(order("1.14.5")).id())
                .isNotEqualTo(TagObject.of(order("v1.14.5")).id());
    }

    @Test
    void commandsSayWhatIsReplacedAndAskForAllOrNone() throws IOException {
        Map<String, String> refused = push(
                "report-status atomic ofs-delta atomic",
                line("unpack ok\n") + line("ok refs/tags/old\n") + line("ok refs/tags/new\n") + "0000",
                "old",
                "new");
        String request = sent.toString(StandardCharsets.ISO_8859_1);

        assertThat(refused).isEmpty();
        assertThat(request)
                .contains(OLD + " " + TagObject.of(order("old")).id().name() + " refs/tags/old\0 report-status atomic");
        assertThat(request)
                .contains("0".repeat(40) + " " + TagObject.of(order("new")).id().name() + " refs/tags/new");
        assertThat(request).contains("0000PACK\0\0\0\2\0\0\0\2").doesNotContain("side-band");
    }

    @Test
    void refusalsComeWithWhatHooksSay() throws IOException {
        String report = line("unpack ok\n") + line("ng refs/tags/new hook declined\n") + "0000";
        String answer = line("\2GH013: rules\n  forbid this\n") + line("\1" + report) + "0000";
        assertThat(push("report-status side-band-64k", answer, "new"))
                .isEqualTo(Map.of("new", "hook declined (GH013: rules forbid this)"));
    }

    @Test
    void whatIsNotReportedIsNotDone() throws IOException {
        assertThat(push("report-status", line("unpack ok\n") + "0000", "new"))
                .containsEntry("new", "the server does not say what came of it");
        assertThat(push("report-status", line("unpack disk full\n") + "0000", "new", "more"))
                .isEqualTo(Map.of("new", "unpack disk full", "more", "unpack disk full"));
    }

    @Test
    void serversThatCannotBeUnderstoodAreNotPushedTo() {
        assertThatThrownBy(() -> push("delete-refs", "", "new")).hasMessageContaining("does not report");
        assertThatThrownBy(() -> push("report-status object-format=sha256", "", "new"))
                .hasMessageContaining("SHA-1");
        assertThatThrownBy(() ->
                        PushOffer.read(new ByteArrayInputStream(line("<html>\n").getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(IOException.class);
        assertThat(sent.size()).isZero();
    }

    @Test
    void anAnswerThatEndsTooEarlyIsNone() {
        String half = line("\1" + line("unpack ok\n"));
        assertThatThrownBy(() -> push("report-status side-band-64k", half, "new"))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> push("report-status side-band-64k", half.substring(0, 9), "new"))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> push("report-status side-band-64k", line("\3out of memory"), "new"))
                .hasMessageContaining("out of memory");
        assertThatThrownBy(() -> push("report-status side-band-64k", line("\7x"), "new"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> push("report-status side-band-64k", "<htm", "new"))
                .isInstanceOf(IOException.class);
    }
}
