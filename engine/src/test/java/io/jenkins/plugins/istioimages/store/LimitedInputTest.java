package io.jenkins.plugins.istioimages.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LimitedInputTest {
    private final Source source = new Source("0123456789");

    @Test
    void it_gives_so_many_bytes_and_leaves_the_others() throws IOException {
        LimitedInput part = LimitedInput.ofShared(source, 4);
        assertThat(part.available()).isEqualTo(4);
        assertThat(part.readAllBytes()).isEqualTo("0123".getBytes(US_ASCII));
        assertThat(part.available()).isZero();
        part.close();
        assertThat(source.closed).isFalse();
        assertThat(source.readAllBytes()).isEqualTo("456789".getBytes(US_ASCII));
    }

    @Test
    void alone_it_closes_the_stream() throws IOException {
        LimitedInput.of(source, 4).close();
        assertThat(source.closed).isTrue();
    }

    @Test
    void a_stream_that_is_shorter_is_an_error() {
        assertThatThrownBy(() -> LimitedInput.of(source, 12).readAllBytes())
                .isInstanceOf(EOFException.class)
                .hasMessage("it ends 2 bytes too early");
    }

    private static final class Source extends FilterInputStream {
        private boolean closed;

        Source(String content) {
            super(new ByteArrayInputStream(content.getBytes(US_ASCII)));
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }
}
