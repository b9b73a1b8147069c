package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** OpenSSH's sshd on 127.0.0.1 with a host key, a known hosts file and one authorized key of its own. */
final class GitSshServer implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path KEYGEN = Path.of("/usr/bin/ssh-keygen");

    private final Path work;
    private final Process process;
    private final int port;

    private GitSshServer(Path work, Process process, int port) {
        this.work = work;
        this.process = process;
        this.port = port;
    }

    /** @param keyType of the authorized key: {@code ed25519}, {@code ecdsa}, {@code rsa} */
    static GitSshServer start(Path work, String keyType) throws IOException, InterruptedException {
        GitHttpServer.needed(SSHD, "openssh-server");
        GitHttpServer.needed(KEYGEN, "openssh-client");
        Files.createDirectories(work);
        Files.createDirectories(Path.of("/run/sshd"));
        key(work.resolve("host"), "ed25519", "");
        key(work.resolve("id"), keyType, "");
        Files.copy(work.resolve("id.pub"), work.resolve("authorized"));
        for (int i = 0; i < 5; i++) {
            int port = GitHttpServer.freePort();
            Files.writeString(work.resolve("sshd_config"), config(work, port));
            Process process = new ProcessBuilder(
                            SSHD.toString(),
                            "-D",
                            "-e",
                            "-f",
                            work.resolve("sshd_config").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("log").toFile())
                    .start();
            if (GitHttpServer.isUp(process, port)) {
                GitSshServer server = new GitSshServer(work, process, port);
                String hostKey = Files.readString(work.resolve("host.pub"));
                Files.writeString(server.knownHosts(), "[127.0.0.1]:" + port + " " + hostKey);
                return server;
            }
            process.destroyForcibly().waitFor();
        }
        throw new IllegalStateException("sshd did not start: " + Files.readString(work.resolve("log")));
    }

    /** Makes a key pair: the file and its {@code .pub}. */
    static void key(Path file, String type, String passphrase) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        KEYGEN.toString(), "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("ssh-keygen: " + output);
        }
    }

    /** The private key that is let in. */
    Path key() {
        return work.resolve("id");
    }

    /** Lets another key in too. */
    void authorize(Path publicKey) throws IOException {
        Files.writeString(
                work.resolve("authorized"), Files.readString(work.resolve("authorized")) + Files.readString(publicKey));
    }

    /** Has the server's host key. */
    Path knownHosts() {
        return work.resolve("known_hosts");
    }

    int port() {
        return port;
    }

    /** {@code ssh://USER@127.0.0.1:PORT/path}. */
    String url(Path repository) {
        return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + repository.toAbsolutePath();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String config(Path work, int port) {
        try {
            Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return """
                ListenAddress 127.0.0.1
                Port %2$d
                HostKey %1$s/host
                PidFile %1$s/pid
                AuthorizedKeysFile %1$s/authorized
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                """.formatted(work, port);
    }
}
