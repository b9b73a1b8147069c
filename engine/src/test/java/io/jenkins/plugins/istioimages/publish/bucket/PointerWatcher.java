package io.jenkins.plugins.istioimages.publish.bucket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks again and again whether an alias or an index leads to what is not there. Sees the store past the proxy. */
final class PointerWatcher implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("https://charts\\.example/release/(\\S+)");
    private static final int FILES = 9;
    private static final long PAUSE_MILLIS = 2;

    private final S3Server server;
    private final Thread thread = new Thread(this::run, "watcher");
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private String prefix = "none";
    private volatile boolean ended;

    PointerWatcher(S3Server server) {
        this.server = server;
        thread.setDaemon(true);
        thread.start();
    }

    /** Looks elsewhere from now on: what was watched before may be taken away when this returns. */
    synchronized void watch(String newPrefix) {
        prefix = newPrefix;
    }

    /** What was seen and must not be. */
    List<String> wrong() {
        return wrong;
    }

    int looks() {
        return looks.get();
    }

    private void run() {
        try {
            while (!ended) {
                lookOnce();
                looks.incrementAndGet();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            wrong.add("the watcher failed: " + e);
        }
    }

    private synchronized void lookOnce() {
        look(prefix);
    }

    /** What leads somewhere is read first: what it leads to must then be there. */
    private void look(String place) {
        Optional<String> alias = text(place + "/latest");
        Optional<String> index = text(place + "/charts/index.yaml");
        if (alias.isEmpty() && index.isEmpty()) {
            return;
        }
        Set<String> keys =
                server.peer.listObjectsV2(list -> list.bucket(S3Server.BUCKET).prefix(place + "/")).contents().stream()
                        .map(S3Object::key)
                        .collect(Collectors.toSet());
        if (alias.isPresent()) {
            long files = keys.stream()
                    .filter(key -> key.startsWith(place + "/" + alias.get() + "/"))
                    .count();
            if (files < FILES) {
                wrong.add(place + "/latest leads to " + alias.get() + ", which has " + files + " files");
            }
        }
        for (String chart : charts(index.orElse(""))) {
            if (!keys.contains(place + "/charts/" + chart)) {
                wrong.add(place + "/charts/index.yaml leads to " + chart + ", which is not there");
            }
        }
    }

    private static List<String> charts(String index) {
        return new ArrayList<>(URL.matcher(index)
                .results()
                .map((MatchResult url) -> url.group(1))
                .toList());
    }

    private Optional<String> text(String key) {
        try {
            return Optional.of(server.text(key));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
