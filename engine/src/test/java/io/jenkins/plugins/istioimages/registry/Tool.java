package io.jenkins.plugins.istioimages.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program a test needs; one that is missing is a failure that names the Debian package. */
public final class Tool {
    private Tool() {}

    /**
     * Runs a program to its end.
     *
     * @param input what it reads from its standard input
     * @param debianPackage where it comes from
     * @return what it wrote to its standard output
     */
    public static String run(List<String> command, String input, String debianPackage) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(
                    command.get(0) + " cannot be started; install the Debian package " + debianPackage, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command.get(0) + " was interrupted", e);
        }
    }

    public static String run(List<String> command, String debianPackage) {
        return run(command, "", debianPackage);
    }
}
