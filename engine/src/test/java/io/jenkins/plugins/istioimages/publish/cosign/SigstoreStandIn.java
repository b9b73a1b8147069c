package io.jenkins.plugins.istioimages.publish.cosign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A program that signs and verifies without keys as cosign does, with a Sigstore of its own: a script that hands its words
 * to this process, which does what they say with a registry, and ends as it is told.
 */
public final class SigstoreStandIn implements AutoCloseable {
    /** Who vouches in tests. */
    public static final String ISSUER = "https://issuer.example";

    private static final String SCRIPT = """
            #!/bin/sh
            call=$(mktemp -d '@HOME@/calls/call.XXXXXXXX') || exit 99
            for word in "$@"; do printf '%s\\n' "$word"; done > "$call/words"
            env > "$call/environment"
            mkfifo "$call/status" && : > "$call/ready"
            read -r status < "$call/status"
            cat "$call/error" >&2
            cat "$call/output"
            exit "$status"
            """;

    private final Path home;
    private final StandInCosign cosign;
    private final Queue<List<String>> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, String> modes = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "stand-in of cosign");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Map<String, String> environment = Map.of();

    private SigstoreStandIn(Path home, String version) {
        this.home = home;
        this.cosign = new StandInCosign(version, new StandInAuthority(home));
    }

    /** @param version such as {@link CosignStandIn#V3} */
    public static SigstoreStandIn start(Path home, String version) {
        try {
            Files.createDirectories(home.resolve("calls"));
            Path program = Files.writeString(home.resolve("cosign"), SCRIPT.replace("@HOME@", home.toString()));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            SigstoreStandIn made = new SigstoreStandIn(home, version);
            made.workers.execute(made::watch);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path program() {
        return home.resolve("cosign");
    }

    /** A token that says who somebody is, with a line break at its end, as programs write files. */
    public Path token(String name, String subject) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String claims = "{\"iss\":\"" + ISSUER + "\",\"sub\":\"" + subject + "\"}";
        try {
            return Files.writeString(
                    home.resolve(name),
                    encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                            + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on a verb ends with an error, with these words; empty words let it work again. */
    public void refusing(String verb, String words) {
        modes.put(verb, words);
    }

    /** What it was called with so far, all but {@code version}. */
    public List<List<String>> calls() {
        return List.copyOf(calls);
    }

    /** How often a verb was called. */
    public long count(String verb) {
        return calls.stream().filter(call -> call.get(0).equals(verb)).count();
    }

    public void clearCalls() {
        calls.clear();
    }

    /** Of the last call. */
    public Map<String, String> environment() {
        return environment;
    }

    private void watch() {
        Set<Path> seen = new HashSet<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(home.resolve("calls"))) {
                    for (Path call : found) {
                        if (Files.exists(call.resolve("ready")) && seen.add(call)) {
                            workers.execute(() -> answer(call));
                        }
                    }
                }
                Thread.sleep(10);
            }
        } catch (InterruptedException | IOException e) {
            // The test is over.
        }
    }

    private void answer(Path call) {
        StandInCosign.Answer answer;
        try {
            List<String> words = Files.readAllLines(call.resolve("words"));
            Map<String, String> given = new HashMap<>();
            for (String line : Files.readAllLines(call.resolve("environment"))) {
                int equals = line.indexOf('=');
                given.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
            }
            if (!words.get(0).equals("version")) {
                calls.add(words);
                environment = given;
            }
            String refused = modes.getOrDefault(words.get(0), "");
            answer = refused.isEmpty() ? cosign.run(words, given) : StandInCosign.Answer.error(1, refused);
        } catch (Exception e) {
            answer = StandInCosign.Answer.error(1, e.toString());
        }
        try {
            Files.writeString(call.resolve("output"), answer.output());
            Files.writeString(call.resolve("error"), answer.error());
            Files.writeString(call.resolve("status"), answer.status() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
