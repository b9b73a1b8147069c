package io.jenkins.plugins.istioimages.builder.fresh;

import io.jenkins.plugins.istioimages.builder.BuilderDirectory;
import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Dockerfile of a new version, not written yet.
 *
 * @param source that it is a copy of
 * @param file that it becomes
 * @param before text of the source
 * @param after text of the new file
 * @param changes versions that differ, in the order of the lines
 * @param notes what a person has to look at
 */
public record NewVersion(
        BuilderImage source, Path file, String before, String after, List<String> changes, List<String> notes) {
    private static final long MAX_BYTES = 1 << 20;
    private static final Pattern VERSION = Pattern.compile("main|master|(?:release-)?[0-9][0-9A-Za-z.-]{0,100}");
    private static final Pattern X86 = Pattern.compile("(?:x86_64|amd64|x64)(?!\\s*\\))");
    private static final Pattern CHOSEN = Pattern.compile("uname|TARGETARCH|\\)\\s*[A-Z_]+=|\\)\\s*;;");
    private static final Pattern CASE = Pattern.compile("\\bcase\\b.*");
    private static final Pattern ESAC = Pattern.compile("\\besac\\b");

    public NewVersion {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /**
     * The image that a new version is a copy of: the one that is named, else the newest of the numbered ones, else the
     * only one.
     *
     * @param from version, or NAME:VERSION; empty for the newest
     * @throws InputException if there is none of that name, or the directory has images of several names and none is said
     */
    public static BuilderImage source(BuilderDirectory directory, String from) {
        List<BuilderImage> all = directory.versions(from.isEmpty() ? List.of() : List.of(from));
        List<String> names = all.stream().map(BuilderImage::name).distinct().toList();
        if (names.size() > 1) {
            throw new InputException("'" + directory.path() + "' has images of several names ("
                    + String.join(", ", names) + "); say which version to copy as NAME:VERSION");
        }
        List<BuilderImage> numbered = all.stream()
                .filter(image -> Character.isDigit(image.version().charAt(0)))
                .toList();
        // A directory's images are in the order of their versions.
        List<BuilderImage> choice = numbered.isEmpty() ? all : numbered;
        return choice.get(choice.size() - 1);
    }

    /**
     * Copies a Dockerfile and lines its tools up with upstream.
     *
     * @param version of the new image
     * @throws InputException if the version is none, or there is a file of it
     */
    public static NewVersion of(BuilderImage source, String version, Upstream upstream) {
        if (!VERSION.matcher(version).matches()) {
            throw new InputException("version '" + version
                    + "' is wrong: expected one that begins with a digit, like 3.6, or a branch: main, release-1.28");
        }
        if (!source.dockerfile().endsWith(source.name() + "_" + source.version() + ".Dockerfile")) {
            throw new InputException(source.label() + " is a stage of " + source.dockerfile()
                    + ": a new version of it is a branch of that repository");
        }
        Path file = source.dockerfile().resolveSibling(source.name() + "_" + version + ".Dockerfile");
        if (Files.exists(file)) {
            throw new InputException(file + " is there already");
        }
        String before = read(source.dockerfile());
        Alignment alignment = new Alignment(before, upstream.dockerfile(), upstream.given());
        String after = alignment.text();
        List<String> notes = new ArrayList<>(alignment.notes());
        notes.addAll(wired(after));
        return new NewVersion(source, file, before, after, alignment.changes(), notes);
    }

    /**
     * Writes the file, all of it or nothing.
     *
     * @throws InputException if it is there by now
     */
    public void write() {
        try {
            Path half = Files.createTempFile(file.toAbsolutePath().getParent(), ".new", ".tmp");
            try {
                Files.writeString(half, after);
                Files.setPosixFilePermissions(half, Files.getPosixFilePermissions(source.dockerfile()));
                // A link is made only where nothing is, which a move cannot promise.
                Files.createLink(file, half);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (FileAlreadyExistsException e) {
            throw new InputException(file + " is there already", e);
        } catch (IOException e) {
            throw new WorkException("cannot write " + file + ": " + e, e);
        }
    }

    /** Lines that know one architecture only: they were copied, and fail on the others. */
    private static List<String> wired(String text) {
        List<String> notes = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        boolean chosen = false;
        for (int i = 0; i < lines.length; i++) {
            // What stands in a case of the shell was chosen by it.
            chosen = chosen || CASE.matcher(lines[i]).find();
            if (chosen) {
                chosen = !ESAC.matcher(lines[i]).find();
                continue;
            }
            Matcher wired = X86.matcher(lines[i]);
            if (!lines[i].stripLeading().startsWith("#")
                    && wired.find()
                    && !CHOSEN.matcher(lines[i]).find()) {
                notes.add("line " + (i + 1) + ": " + wired.group() + " whatever the platform: " + lines[i].strip());
            }
        }
        return notes;
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file + " is larger than " + MAX_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e, e);
        }
    }
}
