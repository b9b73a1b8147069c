package io.jenkins.plugins.istioimages.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestMeterTest {
    private final List<String> requests = new ArrayList<>();
    private long bodyBytes;
    private final RequestMeter meter = new RequestMeter((method, target) -> {
        requests.add(method + " " + target);
        return bytes -> bodyBytes += bytes;
    });

    @Test
    void countsRequestsWithoutBodies() {
        send("GET /v2/ HTTP/1.1\r\nHost: x\r\n\r\nHEAD /v2/a/blobs/b HTTP/1.1\r\nHost: x\r\n\r\n", 4096);
        assertThat(requests).containsExactly("GET /v2/", "HEAD /v2/a/blobs/b");
        assertThat(bodyBytes).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 4096})
    void countsBodiesHoweverTheBytesArrive(int piece) {
        send("PUT /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /GET /b HTTP/1.1\r\n\r\n", piece);
        assertThat(requests).containsExactly("PUT /a", "GET /b");
        assertThat(bodyBytes).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4096})
    void countsTheContentOfChunksOnly(int piece) {
        List<String> lines = List.of(
                "PATCH /a HTTP/1.1",
                "transfer-encoding: chunked",
                "",
                "5;x=y",
                "hello",
                "3",
                "GET",
                "0",
                "Trailer: 1",
                "",
                "GET /b HTTP/1.1",
                "",
                "");
        send(String.join("\r\n", lines), piece);
        assertThat(requests).containsExactly("PATCH /a", "GET /b");
        assertThat(bodyBytes).isEqualTo(8);
    }

    @Test
    void letsATlsGreetingPass() {
        byte[] greeting = {0x16, 3, 1, 0, 10, '\r', '\n', 'G', 'E', 'T', ' ', '/', '\r', '\n', '\r', '\n'};
        meter.read(greeting, greeting.length);
        assertThat(requests).isEmpty();
    }

    private void send(String text, int piece) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += piece) {
            int length = Math.min(piece, bytes.length - at);
            byte[] part = new byte[length];
            System.arraycopy(bytes, at, part, 0, length);
            meter.read(part, length);
        }
    }
}
