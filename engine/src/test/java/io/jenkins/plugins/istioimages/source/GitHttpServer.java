package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Debian's lighttpd with {@code git http-backend} on 127.0.0.1: every repository below a directory over HTTP.
 * {@code try (GitHttpServer server = GitHttpServer.start(root)) { clone(server.url("istio")); }}
 */
public final class GitHttpServer implements AutoCloseable {
    private static final int STARTS = 5;
    private static final long UP_WITHIN_MILLIS = 20_000;
    private static final Path LIGHTTPD = Path.of("/usr/sbin/lighttpd");
    private static final Path BACKEND = Path.of("/usr/lib/git-core/git-http-backend");

    private final Path work;
    private final Process process;
    private final int port;

    private GitHttpServer(Path work, Process process, int port) {
        this.work = work;
        this.process = process;
        this.port = port;
    }

    /** Serves to anyone. */
    public static GitHttpServer start(Path root) {
        return start(root, Optional.empty());
    }

    /** Serves to one user. */
    public static GitHttpServer start(Path root, String user, String password) {
        return start(root, Optional.of(user + ":" + password));
    }

    public int port() {
        return port;
    }

    /** {@code http://127.0.0.1:PORT/NAME}. */
    public String url(String name) {
        return "http://127.0.0.1:" + port + "/" + name;
    }

    /** The URL with a user name and password in it. */
    public String url(String name, String user, String password) {
        return "http://" + user + ":" + password + "@127.0.0.1:" + port + "/" + name;
    }

    /** One line for each request that was let in: method and path. */
    public List<String> requests() {
        try {
            Path log = work.resolve("requests");
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // It has nothing to save, and takes a second to end by itself.
        process.destroyForcibly();
        try {
            process.waitFor();
            Trees.delete(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GitHttpServer start(Path root, Optional<String> account) {
        needed(LIGHTTPD, "lighttpd");
        needed(BACKEND, "git");
        for (int i = 1; ; i++) {
            try {
                Optional<GitHttpServer> server = startOnce(root.toAbsolutePath(), account);
                if (server.isPresent()) {
                    return server.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (i == STARTS) {
                throw new IllegalStateException("lighttpd did not start " + STARTS + " times");
            }
        }
    }

    static void needed(Path program, String debianPackage) {
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is missing: apt-get install " + debianPackage);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<GitHttpServer> startOnce(Path root, Optional<String> account) throws IOException {
        int port = freePort();
        Path work = Files.createTempDirectory("git-http");
        Path config = work.resolve("lighttpd.conf");
        Path backend = Files.writeString(work.resolve("backend"), script(work));
        Files.setPosixFilePermissions(backend, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(config, config(root, work, port, backend) + auth(work, account));
        Process process = new ProcessBuilder(LIGHTTPD.toString(), "-D", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("error.log").toFile())
                .start();
        GitHttpServer server = new GitHttpServer(work, process, port);
        if (isUp(process, port)) {
            return Optional.of(server);
        }
        server.close();
        return Optional.empty();
    }

    static boolean isUp(Process process, int port) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(UP_WITHIN_MILLIS);
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return process.isAlive();
            } catch (IOException e) {
                try {
                    Thread.sleep(20);
                } catch (InterruptedException interrupt) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return false;
    }

    /** Lighttpd writes its own access log some seconds late. */
    private static String script(Path work) {
        return """
                #!/bin/sh
                echo "$REQUEST_METHOD $PATH_INFO" >> %s/requests
                exec %s
                """.formatted(work, BACKEND);
    }

    private static String auth(Path work, Optional<String> account) throws IOException {
        if (account.isEmpty()) {
            return "";
        }
        Files.writeString(work.resolve("users"), account.get() + "\n");
        return """
                auth.backend = "plain"
                auth.backend.plain.userfile = "%s/users"
                auth.require = ("/" => ("method" => "basic", "realm" => "git", "require" => "valid-user"))
                """.formatted(work);
    }

    private static String config(Path root, Path work, int port, Path backend) {
        return """
                server.modules = ("mod_alias", "mod_setenv", "mod_auth", "mod_authn_file", "mod_cgi")
                server.document-root = "%1$s"
                server.bind = "127.0.0.1"
                server.port = %3$d
                server.errorlog = "%2$s/error.log"
                server.upload-dirs = ("%2$s")
                alias.url = ("/" => "%4$s/")
                cgi.assign = ("" => "")
                setenv.add-environment = ("GIT_PROJECT_ROOT" => "%1$s", "GIT_HTTP_EXPORT_ALL" => "1")
                """.formatted(root, work, port, backend);
    }
}
