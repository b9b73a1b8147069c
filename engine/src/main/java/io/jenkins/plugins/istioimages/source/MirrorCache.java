package io.jenkins.plugins.istioimages.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies of git repositories, one directory for each URL, kept between runs. Threads and processes may share a cache;
 * a process that is killed leaves nothing that another would take for whole. A commit that is here is never fetched
 * again, so that a release can be built again without a network.
 *
 * <p>Credentials that stand in a URL are taken out of it and kept in memory for as long as this object lives.
 */
public final class MirrorCache {
    private static final int NAME_LENGTH = 40;

    private final Path directory;
    private final GitAccess access;
    private final SourceListener listener;
    /** Of URLs that brought them: locks and later steps know the URL without. In memory only. */
    private final Map<String, UserPassword> embedded = new ConcurrentHashMap<>();

    /**
     * A cache in a directory, which is made when something is first kept.
     *
     * @param access how servers are reached
     * @param listener hears of fetches
     */
    public MirrorCache(Path directory, GitAccess access, SourceListener listener) {
        this.directory = directory.toAbsolutePath().normalize();
        this.access = access;
        this.listener = listener;
    }

    /** A cache that nobody listens to. */
    public MirrorCache(Path directory, GitAccess access) {
        this(directory, access, SourceListener.none());
    }

    /**
     * The user's cache: {@code ISTIO_IMAGES_CACHE}, or istio-images in {@code XDG_CACHE_HOME}, or in {@code ~/.cache}.
     *
     * @param environment of the process
     */
    public static Path defaultDirectory(Map<String, String> environment) {
        String own = environment.getOrDefault("ISTIO_IMAGES_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own, "git");
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("istio-images").resolve("git");
    }

    Mirror mirror(GitUrl url, Asker asker) {
        url.embedded().ifPresent(credentials -> embedded.put(url.text(), credentials));
        GitCredentials known = asked -> Optional.ofNullable(embedded.get(asked));
        GitAccess own = access.with(known.or(access.credentials()));
        return new Mirror(directory.resolve(directoryName(url.text())), url, own, listener, asker);
    }

    Mirror mirror(ResolvedSource source) {
        Asker asker = Asker.of(source);
        return mirror(GitUrl.of(source.git(), Path.of(""), asker), asker);
    }

    /** Readable, and different for different URLs. */
    private static String directoryName(String url) {
        String readable = url.replaceFirst("^[a-z]+://", "").replaceAll("[^A-Za-z0-9.-]+", "_");
        String end = readable.substring(Math.max(0, readable.length() - NAME_LENGTH));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
            return end + "-" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
