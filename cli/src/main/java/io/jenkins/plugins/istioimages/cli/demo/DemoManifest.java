package io.jenkins.plugins.istioimages.cli.demo;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The manifest of {@code examples/demo.yaml}, led to where the demo's repositories are. */
public final class DemoManifest {
    private static final Pattern URL = Pattern.compile("(?m)^(\\s+git: ).*/([a-z0-9-]+)\\.git$");

    private DemoManifest() {}

    /**
     * Writes a manifest whose dependencies are the demo's repositories, by paths relative to the manifest.
     *
     * @param template a manifest whose URLs end in the repositories' names
     * @param repositories as {@link DemoRepositories#create} gave them
     * @param manifest the file to write
     * @throws WorkException if the template cannot be read, names another repository, or the file cannot be written
     */
    public static void write(Path template, Map<String, Path> repositories, Path manifest) {
        try {
            Path directory = manifest.toAbsolutePath().getParent();
            String text = URL.matcher(Files.readString(template, StandardCharsets.UTF_8))
                    .replaceAll(url -> Matcher.quoteReplacement(url.group(1)
                            + relative(directory, repositories.get(url.group(2)), template, url.group(2))));
            Files.createDirectories(directory);
            Path unfinished = Files.createTempFile(directory, ".manifest", ".yaml");
            Files.writeString(unfinished, text, StandardCharsets.UTF_8);
            Files.move(unfinished, manifest, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new WorkException("cannot write " + manifest + ": " + e.getMessage(), e);
        }
    }

    private static String relative(Path directory, Path repository, Path template, String name) {
        if (repository == null) {
            throw new WorkException(template + " names the repository " + name + ", which the examples do not have");
        }
        return directory.relativize(repository.toAbsolutePath()).toString().replace('\\', '/');
    }
}
