package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's nginx in front of a registry, as most registries have one: TLS, HTTP/2, and a limit on request bodies. */
final class Nginx implements AutoCloseable {
    private static final long UP_WITHIN_MILLIS = 20_000;

    private final Path directory;
    private final Process process;
    private final int port;

    private Nginx(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @param upstream {@code 127.0.0.1:PORT}, spoken to in the clear
     * @param bodyLimit largest request body as nginx writes it, {@code 0} for any
     */
    static Nginx before(String upstream, TestCertificates certificates, String bodyLimit) {
        try {
            Path directory = Files.createTempDirectory("nginx");
            int port = DockerRegistry.freePort();
            Path configuration = Files.writeString(
                    directory.resolve("nginx.conf"), configuration(directory, port, upstream, certificates, bodyLimit));
            Process process = new ProcessBuilder(
                            "/usr/sbin/nginx", "-p", directory.toString(), "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("out").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Nginx nginx = new Nginx(directory, process, port);
            nginx.awaitUp();
            return nginx;
        } catch (IOException e) {
            throw new IllegalStateException("nginx cannot be started; install the Debian package nginx-light", e);
        }
    }

    /** {@code 127.0.0.1:PORT}. */
    String host() {
        return "127.0.0.1:" + port;
    }

    Repository repository(String path) {
        return new Repository(host(), path);
    }

    /** Each request: number of its connection, protocol, method, status. */
    List<String> requests() {
        try {
            return Files.readAllLines(directory.resolve("access.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(
            Path directory, int port, String upstream, TestCertificates certificates, String bodyLimit) {
        return """
                daemon off;
                master_process off;
                pid DIR/pid;
                error_log DIR/error.log;
                events { worker_connections 256; }
                http {
                  log_format short '$connection $server_protocol $request_method $status';
                  access_log DIR/access.log short;
                  client_body_temp_path DIR/body;
                  proxy_temp_path DIR/proxy;
                  fastcgi_temp_path DIR/fastcgi;
                  uwsgi_temp_path DIR/uwsgi;
                  scgi_temp_path DIR/scgi;
                  client_max_body_size LIMIT;
                  server {
                    listen 127.0.0.1:PORT ssl http2;
                    ssl_certificate CERT;
                    ssl_certificate_key KEY;
                    location / {
                      proxy_pass http://UPSTREAM;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_set_header Host $http_host;
                      proxy_set_header X-Forwarded-Proto https;
                      proxy_request_buffering off;
                      proxy_buffering off;
                    }
                  }
                }
                """.replace("DIR", directory.toString())
                .replace("LIMIT", bodyLimit)
                .replace("PORT", String.valueOf(port))
                .replace("CERT", certificates.server().toString())
                .replace("KEY", certificates.serverKey().toString())
                .replace("UPSTREAM", upstream);
    }

    private void awaitUp() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(UP_WITHIN_MILLIS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        String log = log();
        close();
        throw new IllegalStateException("nginx did not start: " + log);
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        DockerRegistry.deleteTree(directory);
    }
}
