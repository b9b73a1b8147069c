package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A variable of the environment by which processes are told apart: whoever has it was started by a process that has it,
 * even when its parent is gone. Read from /proc.
 *
 * @param name of the variable
 * @param value of the variable
 */
public record Mark(String name, String value) {
    /** The processes that run and carry it. */
    public List<ProcessHandle> processes() {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(entry -> entry.chars().allMatch(Character::isDigit))
                    .map(Long::parseLong)
                    .filter(this::isOn)
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends each of them, at once. */
    public void kill() {
        processes().forEach(ProcessHandle::destroyForcibly);
    }

    /** Their command lines, for messages. */
    public List<String> commands() {
        return processes().stream().map(Mark::command).toList();
    }

    private boolean isOn(long pid) {
        try {
            String environment =
                    Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + name + "=" + value + "\0");
        } catch (IOException e) {
            return false; // it ended meanwhile, or is not ours to look into
        }
    }

    private static String command(ProcessHandle process) {
        try {
            return process.pid() + " "
                    + Files.readString(
                                    Path.of("/proc", Long.toString(process.pid()), "cmdline"),
                                    StandardCharsets.ISO_8859_1)
                            .replace('\0', ' ');
        } catch (IOException e) {
            return process.pid() + " (ended)";
        }
    }
}
