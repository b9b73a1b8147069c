package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's docker-registry as a process on 127.0.0.1 with a port, a configuration and a storage directory of its own.
 * {@code try (DockerRegistry registry = DockerRegistry.start()) { … }}
 */
public final class DockerRegistry implements AutoCloseable {
    private static final int STARTS = 5;
    private static final long UP_WITHIN_MILLIS = 20_000;

    private final Path directory;
    private final Process process;
    private final int port;

    private DockerRegistry(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /** A registry that anyone may write to, over plain HTTP. */
    public static DockerRegistry start() {
        return new Builder().start();
    }

    /** A registry that must be told more. */
    public static Builder configure() {
        return new Builder();
    }

    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:PORT}, as it stands at the beginning of a reference. */
    public String host() {
        return "127.0.0.1:" + port;
    }

    /** A repository on this registry. */
    public Repository repository(String path) {
        return new Repository(host(), path);
    }

    /** Where it keeps blobs and links: {@code docker/registry/v2/…}. */
    public Path storage() {
        return directory.resolve("storage");
    }

    /** What the process has said so far. */
    public String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        deleteTree(directory);
    }

    static void deleteTree(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the registry shall ask for. */
    public static final class Builder {
        private final StringBuilder auth = new StringBuilder();
        private final StringBuilder tls = new StringBuilder();
        private String user;
        private String password;

        /** Basic authentication with one user. */
        public Builder htpasswd(String newUser, String newPassword) {
            user = newUser;
            password = newPassword;
            return this;
        }

        /** HTTPS with this certificate chain and key, both PEM. */
        public Builder tls(Path certificate, Path key) {
            tls.append("  tls:\n    certificate: ")
                    .append(certificate)
                    .append("\n    key: ")
                    .append(key)
                    .append('\n');
            return this;
        }

        /** Asks clients for a certificate that this authority signed; needs {@link #tls} before it. */
        public Builder clientAuthority(Path authority) {
            tls.append("    clientcas: [").append(authority).append("]\n");
            return this;
        }

        /** Bearer tokens of a token server. */
        public Builder token(String realm, String service, String issuer, Path issuerCertificate) {
            auth.append("auth:\n  token:\n    realm: ").append(realm);
            auth.append("\n    service: ").append(service);
            auth.append("\n    issuer: ").append(issuer);
            auth.append("\n    rootcertbundle: ").append(issuerCertificate).append('\n');
            return this;
        }

        public DockerRegistry start() {
            for (int i = 1; ; i++) {
                try {
                    return startOnce();
                } catch (PortTakenException e) {
                    if (i == STARTS) {
                        throw new IllegalStateException("docker-registry did not start: " + e.getMessage(), e);
                    }
                }
            }
        }

        private DockerRegistry startOnce() {
            try {
                Path directory = Files.createTempDirectory("docker-registry");
                int port = freePort();
                Files.writeString(directory.resolve("config.yml"), configuration(directory, port));
                Process process = new ProcessBuilder(
                                "docker-registry",
                                "serve",
                                directory.resolve("config.yml").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
                DockerRegistry registry = new DockerRegistry(directory, process, port);
                Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
                registry.awaitUp();
                return registry;
            } catch (IOException e) {
                throw new IllegalStateException(
                        "docker-registry cannot be started; install the Debian package docker-registry", e);
            }
        }

        private String configuration(Path directory, int port) throws IOException {
            StringBuilder text = new StringBuilder(
                            "version: 0.1\nlog:\n  level: info\n  accesslog:\n    disabled: false\n")
                    .append("storage:\n  filesystem:\n    rootdirectory: ")
                    .append(directory.resolve("storage"))
                    .append("\n  delete:\n    enabled: true\nhttp:\n  addr: 127.0.0.1:")
                    .append(port)
                    .append('\n')
                    .append(tls)
                    .append(auth);
            if (user != null) {
                Path file = directory.resolve("htpasswd");
                Files.writeString(file, htpasswdLine());
                text.append("auth:\n  htpasswd:\n    realm: test\n    path: ")
                        .append(file)
                        .append('\n');
            }
            return text.toString();
        }

        private String htpasswdLine() {
            return Tool.run(List.of("htpasswd", "-inB", user), password + "\n", "apache2-utils");
        }
    }

    private void awaitUp() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(UP_WITHIN_MILLIS);
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw giveUp("it ended");
                }
                pause();
            }
        }
        throw giveUp("it was not up within " + UP_WITHIN_MILLIS + " ms");
    }

    private RuntimeException giveUp(String why) {
        String log = log();
        close();
        if (log.contains("address already in use")) {
            return new PortTakenException(log);
        }
        return new IllegalStateException("docker-registry did not start, " + why + ": " + log);
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while docker-registry started", e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class PortTakenException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        PortTakenException(String message) {
            super(message);
        }
    }
}
