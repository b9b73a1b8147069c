package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a directory of {@code NAME_VERSION.Dockerfile}, as Maistra's {@code docker/} is one. A version begins with a
 * digit, or is a branch: {@code main}, {@code master}, {@code release-1.20}. Other files are left alone. A directory without
 * such files may be istio's build-tools, see {@link BuildToolsScript}.
 */
public final class BuilderDirectoryReader {
    private static final String SUFFIX = ".Dockerfile";
    private static final Pattern FILE =
            Pattern.compile("(.+)_(main|master|(?:release-)?[0-9][0-9A-Za-z.-]{0,100})\\.Dockerfile");

    private final List<Platform> asked;
    private final Platform machine;

    /**
     * @param asked platforms that the user asks for; those of a version that the settings name are kept to these
     * @param machine built for where nobody says anything
     */
    public BuilderDirectoryReader(List<Platform> asked, Platform machine) {
        this.asked = List.copyOf(asked);
        this.machine = machine;
    }

    /**
     * Reads a directory, with its settings where it has a {@value BuilderSettings#FILE}.
     *
     * @throws InputException if it is no directory, has no builder images, or its settings are wrong
     */
    public BuilderDirectory read(Path directory) {
        Path settings = directory.resolve(BuilderSettings.FILE);
        return read(directory, Files.exists(settings) ? Optional.of(settings) : Optional.empty());
    }

    /**
     * Reads a directory with settings that stand elsewhere.
     *
     * @throws InputException if it is no directory, has no builder images, or the settings are wrong
     */
    public BuilderDirectory read(Path directory, Optional<Path> settingsFile) {
        List<BuilderImage> found = new ArrayList<>();
        List<String> leftAlone = new ArrayList<>();
        for (Path file : dockerfiles(directory)) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (name.matches()) {
                checkName(name.group(1), file);
                found.add(new BuilderImage(name.group(1), name.group(2), file, List.of()));
            } else {
                leftAlone.add(file.getFileName().toString());
            }
        }
        if (found.isEmpty() && BuildToolsScript.isIn(directory)) {
            found.addAll(BuildToolsScript.images(directory));
        }
        if (found.isEmpty()) {
            throw new InputException("'" + directory + "' holds no builder images: expected files like"
                    + " maistra-builder_3.0.Dockerfile, or istio's Dockerfile and " + BuildToolsScript.FILE);
        }
        BuilderSettings settings = settingsFile
                .map(file -> BuilderSettings.read(
                        file, found.stream().map(BuilderImage::version).toList()))
                .orElse(BuilderSettings.NONE);
        return new BuilderDirectory(
                directory,
                found.stream()
                        .map(image -> image.on(platforms(image, settings)))
                        .sorted(Comparator.comparing(BuilderImage::name)
                                .thenComparing(BuilderImage::version, new VersionOrder()))
                        .toList(),
                leftAlone);
    }

    /** A version's own platforms are what its Dockerfile can do; what is asked for chooses among them. */
    private List<Platform> platforms(BuilderImage image, BuilderSettings settings) {
        List<Platform> wanted = asked.isEmpty() ? settings.platforms() : asked;
        Optional<List<Platform>> own = settings.platforms(image.version());
        if (own.isEmpty()) {
            return kept(image, wanted.isEmpty() ? List.of(machine) : wanted);
        }
        return kept(
                image,
                asked.isEmpty()
                        ? own.get()
                        : own.get().stream().filter(asked::contains).toList());
    }

    /** What a script makes for some platforms alone is made for no others, whoever says so. */
    private static List<Platform> kept(BuilderImage image, List<Platform> platforms) {
        return image.platforms().isEmpty()
                ? platforms
                : platforms.stream().filter(image.platforms()::contains).toList();
    }

    private static List<Path> dockerfiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new InputException("'" + directory + "' is not a directory: expected one with builder images");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(BuilderDirectoryReader::isFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }

    private static boolean isFile(Path file) {
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            throw new InputException(file + " is a link that leads nowhere");
        }
        return Files.isRegularFile(file);
    }

    private static void checkName(String name, Path file) {
        try {
            new Repository("localhost", name);
        } catch (InputException e) {
            throw new InputException(file + " names no image: " + e.getMessage(), e);
        }
    }
}
