package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import java.time.Duration;
import java.util.List;

/** A registry whose log tells what was written to it. */
record PublishedTo(DockerRegistry registry) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    String host() {
        return registry.host();
    }

    Repository repository(String path) {
        return registry.repository(path);
    }

    /** Lines of requests that change something. */
    List<String> writes(String inPath) {
        return lines(inPath, "\"PUT /v2/", "\"POST /v2/", "\"PATCH /v2/", "\"DELETE /v2/");
    }

    /** Lines of requests that bring bytes of blobs: the last one of each upload. */
    List<String> uploads(String inPath) {
        return lines(inPath, "\"PUT /v2/").stream()
                .filter(line -> line.contains("/blobs/uploads/"))
                .toList();
    }

    private List<String> lines(String inPath, String... requests) {
        return settled()
                .lines()
                .filter(line ->
                        line.contains(inPath) && List.of(requests).stream().anyMatch(line::contains))
                .toList();
    }

    /** A request is written down shortly after it was answered. */
    private String settled() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String log = registry.log();
        int same = 0;
        while (same < 3 && System.nanoTime() < deadline) {
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return log;
            }
            String now = registry.log();
            same = now.equals(log) ? same + 1 : 0;
            log = now;
        }
        return log;
    }

    @Override
    public void close() {
        registry.close();
    }
}
