package io.jenkins.plugins.istioimages.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputLinesTest {
    private final List<String> lines = new ArrayList<>();
    private int reads;

    @Test
    void everyKindOfLineEndEndsOneLine() {
        drain("a\nb\r\nc\rd");
        assertThat(lines).containsExactly("a", "b", "c", "d");
    }

    @Test
    void emptyLinesStay() {
        drain("a\n\nb\n");
        assertThat(lines).containsExactly("a", "", "b");
    }

    @Test
    void nothingIsNoLine() {
        drain("");
        assertThat(lines).isEmpty();
        assertThat(reads).isZero();
    }

    @Test
    void aLineWithoutEndIsCutAndNothingIsLost() {
        drain("x".repeat(20_000));
        assertThat(lines).hasSizeGreaterThan(1);
        assertThat(String.join("", lines)).isEqualTo("x".repeat(20_000));
    }

    @Test
    void bytesThatAreNoUtf8DoNotStopIt() {
        new OutputLines(lines::add, () -> {}).drain(new ByteArrayInputStream(new byte[] {(byte) 0xff, '\n', 'k'}));
        assertThat(lines).containsExactly("\ufffd", "k");
    }

    @Test
    void aBrokenStreamIsTheEnd() {
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream("zz".getBytes(UTF_8)), new FailingStream());
        new OutputLines(lines::add, () -> {}).drain(broken);
        assertThat(lines).containsExactly("zz");
    }

    @Test
    void everyReadIsASignOfLife() {
        drain("no line end yet");
        assertThat(reads).isPositive();
    }

    private void drain(String text) {
        new OutputLines(lines::add, () -> reads++).drain(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static final class FailingStream extends FilterInputStream {
        FailingStream() {
            super(InputStream.nullInputStream());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("closed");
        }
    }
}
