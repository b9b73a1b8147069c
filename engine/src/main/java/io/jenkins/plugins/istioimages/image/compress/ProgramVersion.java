package io.jenkins.plugins.istioimages.image.compress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that a program says of itself. */
final class ProgramVersion {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)+");
    private static final int MAX_OUTPUT = 4096;
    private static final int SECONDS = 10;

    private ProgramVersion() {}

    /** The first number with dots in what it prints; {@code unknown} where there is none. */
    static String of(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readNBytes(MAX_OUTPUT), StandardCharsets.ISO_8859_1);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command[0] + " does not say its version");
            }
            Matcher number = NUMBER.matcher(text);
            return number.find() ? number.group() : "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command[0] + " was asked for its version", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
