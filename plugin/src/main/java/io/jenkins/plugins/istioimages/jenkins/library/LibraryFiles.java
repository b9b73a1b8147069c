package io.jenkins.plugins.istioimages.jenkins.library;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of the library in the plugin's own jar: {@code vars/}, {@code src/} and {@code resources/} of this
 * repository, and a list of them that the build wrote. All of them are text in UTF-8.
 */
final class LibraryFiles {
    static final String ROOT = "/istio-images-library/";

    private static final String LIST = "files.txt";
    private static final Pattern PATH = Pattern.compile("(vars|src|resources)(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+");

    /** Paths with slashes, relative to the top of a library, sorted. */
    List<String> paths() throws IOException {
        return paths(read(LIST));
    }

    static List<String> paths(String list) throws IOException {
        List<String> paths = list.lines().filter(line -> !line.isBlank()).toList();
        for (String path : paths) {
            if (!PATH.matcher(path).matches()) {
                throw new IOException("the plugin's list of library files names '" + path + "', which is none");
            }
        }
        return paths;
    }

    /** The text of a file. */
    String read(String path) throws IOException {
        try (InputStream in = LibraryFiles.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                throw new FileNotFoundException("the plugin's jar lacks " + ROOT + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
