package io.jenkins.plugins.istioimages.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Runs {@code docker-credential-NAME get} (docker/docker-credential-helpers): the server's name on standard input, JSON
 * on standard output. Answers are kept for a short while, since each costs a process.
 */
final class CredentialHelpers {
    static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int LARGEST = 1024 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,100}");
    /** User name by which a helper says that the secret is an identity token. */
    private static final String TOKEN_USER = "<token>";

    private final Map<String, String> environment;
    private final Duration limit;
    private final Map<String, Kept> kept = new HashMap<>();

    private record Kept(Optional<Credential> credential, long until) {}

    CredentialHelpers(Map<String, String> environment, Duration limit) {
        this.environment = Map.copyOf(environment);
        this.limit = limit;
    }

    /**
     * Asks a helper.
     *
     * @param name what follows {@code docker-credential-}
     * @param server as the helper knows it
     * @throws InputException if the helper cannot be run
     * @throws WorkException if it fails, is silent for too long or says something else
     */
    synchronized Optional<Credential> get(String name, String server) {
        String key = name + " " + server;
        Kept known = kept.get(key);
        if (known == null || known.until - System.nanoTime() <= 0) {
            known = new Kept(ask(name, server), System.nanoTime() + KEPT.toNanos());
            kept.put(key, known);
        }
        return known.credential;
    }

    private Optional<Credential> ask(String name, String server) {
        if (!NAME.matcher(name).matches()) {
            throw new InputException("credential helper '" + Text.line(name, 60) + "' is wrong: expected a name such as"
                    + " 'ecr-login', for the program docker-credential-ecr-login");
        }
        String program = "docker-credential-" + name;
        Process process = start(program);
        try {
            FutureTask<byte[]> output = new FutureTask<>(() -> read(process));
            Thread reader = new Thread(output, program);
            reader.setDaemon(true);
            reader.start();
            write(process, server);
            byte[] said = output.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            return credential(program, server, process.exitValue(), said);
        } catch (TimeoutException e) {
            throw new WorkException(
                    program + " did not answer for " + server + " within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new WorkException(
                    program + " could not be heard: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(program + " was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(String program) {
        ProcessBuilder builder = new ProcessBuilder(found(program)).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new InputException(
                    "credential helper " + program + " cannot be run: it is not on the PATH or not executable", e);
        }
    }

    /** The program on the PATH of the environment at hand, which need not be this process's. */
    private String found(String program) {
        for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory).resolve(program);
            if (!directory.isEmpty() && candidate.toFile().canExecute()) {
                return candidate.toString();
            }
        }
        return program;
    }

    private static byte[] read(Process process) {
        try {
            return process.getInputStream().readNBytes(LARGEST);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static void write(Process process, String server) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(server.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without listening: its exit code says more than the broken pipe.
            return;
        }
    }

    private static Optional<Credential> credential(String program, String server, int code, byte[] said) {
        if (code != 0) {
            String text = new String(said, StandardCharsets.UTF_8);
            if (text.contains("credentials not found")) {
                return Optional.empty();
            }
            throw new WorkException(
                    program + " failed for " + server + " with exit code " + code + ": " + Text.line(text, 200));
        }
        try {
            ObjectNode json = Json.readObject(said, "the answer of " + program);
            String user = json.path("Username").asText("");
            String secret = json.path("Secret").asText("");
            if (secret.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    user.equals(TOKEN_USER)
                            ? new Credential.IdentityToken(secret, program)
                            : new Credential.Password(user, secret, program));
        } catch (MalformedContentException e) {
            // Not with the parser's words: they may show a part of the secret.
            throw new WorkException("the answer of " + program + " for " + server + " is not valid JSON");
        }
    }
}
