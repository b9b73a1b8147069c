package io.jenkins.plugins.istioimages.image.compress;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The compressors that are at hand on this machine, and the choice between them. A build never fails for want of a fast
 * one: {@code gzip} is the fastest there is, down to the JDK's own.
 */
public final class Compressors {
    /** The name that means the fastest gzip at hand. */
    public static final String DEFAULT = "gzip";

    private static final String JDK = "gzip-jdk";
    private static final String IGZIP = "gzip-igzip";
    private static final String ZSTD = "zstd";
    private static final List<String> NAMES = List.of(DEFAULT, JDK, IGZIP, ZSTD);
    private static final int FASTEST = 1;
    /** Of gzip(1). */
    private static final int DEFAULT_LEVEL = 6;

    private final Map<String, String> environment;

    private Compressors(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Those that programs on {@code PATH} and libraries make possible. */
    public static Compressors of(Map<String, String> environment) {
        return new Compressors(Map.copyOf(environment));
    }

    /** The gzip compressor that every machine has. */
    public static Compressor jdkGzip() {
        return new JdkGzip(FASTEST);
    }

    /** What archives of files are compressed with: read by everybody, made once, so it takes its time as gzip(1) does. */
    public static Compressor archiveGzip() {
        return new JdkGzip(DEFAULT_LEVEL);
    }

    /** The fastest gzip at hand: {@code igzip} where it runs, else the JDK's. */
    public Compressor fastestGzip() {
        return igzip(FASTEST).orElseGet(Compressors::jdkGzip);
    }

    /**
     * The compressor of a name: {@code gzip} for the fastest gzip, {@code gzip-jdk}, {@code gzip-igzip}, {@code zstd}, with
     * a level at the end where wanted, as in {@code zstd-3}; or a whole {@link Compressor#id()}, which pins every byte.
     *
     * @throws InputException if there is none of the name, or not on this machine, or not of that very id
     */
    public Compressor named(String name) {
        if (name.equals(DEFAULT)) {
            return fastestGzip();
        }
        String kind = NAMES.stream()
                .filter(known -> !known.equals(DEFAULT) && (name.equals(known) || name.startsWith(known + "-")))
                .findFirst()
                .orElseThrow(() -> new InputException("there is no compressor '" + name + "'"
                        + NearestName.hint(name, NAMES) + "; there are " + String.join(", ", NAMES)));
        String rest = name.substring(Math.min(name.length(), kind.length() + 1));
        Compressor compressor = make(kind, level(name, rest, maxLevel(kind)));
        if (rest.contains("-") && !compressor.id().equals(name)) {
            throw new InputException("the compressor '" + name + "' is not on this machine: what there is, is "
                    + compressor.id() + ", whose bytes differ");
        }
        return compressor;
    }

    private Compressor make(String kind, int level) {
        return switch (kind) {
            case JDK -> new JdkGzip(level);
            case IGZIP ->
                igzip(level)
                        .orElseThrow(() -> new InputException(
                                "igzip is not on the PATH or does not run: on Debian it is in the package isal"));
            default -> zstd(level);
        };
    }

    private static int maxLevel(String kind) {
        return switch (kind) {
            case JDK -> 9;
            case IGZIP -> 3;
            default -> 19;
        };
    }

    private static int level(String name, String rest, int max) {
        if (rest.isEmpty()) {
            return FASTEST;
        }
        String digits = Pattern.compile("-").split(rest, 2)[0];
        if (!digits.matches("[0-9]{1,2}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > max) {
            throw new InputException("the compressor '" + name + "' has no level '" + digits + "': 1 to " + max);
        }
        return Integer.parseInt(digits);
    }

    private static Compressor zstd(int level) {
        if (!ZstdLibrary.isPresent()) {
            throw new InputException("zstd needs the library zstd-jni, which is not there or has no code for "
                    + System.getProperty("os.arch"));
        }
        return new Zstd(level);
    }

    private Optional<Compressor> igzip(int level) {
        for (String directory : Pattern.compile(File.pathSeparator).split(environment.getOrDefault("PATH", ""), -1)) {
            Path program = Path.of(directory.isEmpty() ? "." : directory, "igzip");
            if (!directory.isEmpty() && Files.isExecutable(program)) {
                try {
                    return Optional.of(ProgramGzip.igzip(program, level));
                } catch (IOException | UncheckedIOException e) {
                    // It cannot do what it should: as good as not there.
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
