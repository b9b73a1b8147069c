package io.jenkins.plugins.istioimages.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RelayIT {
    @Test
    void what_passes_is_counted_both_ways() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Relay relay = Relay.start(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answer(server, "hello"));
            try (Socket agent =
                    new Socket(InetAddress.getLoopbackAddress(), relay.url().getPort())) {
                agent.getOutputStream().write("who".getBytes(StandardCharsets.UTF_8));
                assertThat(new String(agent.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("hello");
            }
            assertThat(heard.get()).isEqualTo("who");
            assertThat(relay.traffic()).isEqualTo(new Relay.Traffic(3, 5));
            assertThat(relay.traffic().plus(relay.traffic()).minus(relay.traffic()))
                    .isEqualTo(relay.traffic());
        }
    }

    @Test
    void an_agent_is_cut_off_where_the_controller_is_down() throws Exception {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }
        try (Relay relay = Relay.start(URI.create("http://127.0.0.1:" + nobody + "/"));
                Socket agent =
                        new Socket(InetAddress.getLoopbackAddress(), relay.url().getPort())) {
            agent.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            assertThat(agent.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static String answer(ServerSocket server, String text) {
        try (Socket socket = server.accept()) {
            byte[] heard = socket.getInputStream().readNBytes(3);
            try (OutputStream out = socket.getOutputStream()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return new String(heard, StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
