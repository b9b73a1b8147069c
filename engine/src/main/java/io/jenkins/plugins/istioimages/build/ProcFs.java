package io.jenkins.plugins.istioimages.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * What Linux says of processes (proc(5)) and Java does not: group, session, state, environment. Empty everywhere on
 * systems without {@code /proc}.
 */
final class ProcFs {
    /** Fields of {@code /proc/PID/stat} after the name: state, parent, group, session. */
    private static final int STATE = 0;

    private static final int GROUP = 2;
    private static final int SESSION = 3;

    private final Path root;

    ProcFs(Path root) {
        this.root = root;
    }

    static ProcFs system() {
        return new ProcFs(Path.of("/proc"));
    }

    /** Processes that fulfil a condition. */
    List<ProcessHandle> find(LongPredicate condition) {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (condition.test(pid)) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException | NumberFormatException none) {
            // No /proc, or not Linux's: there is nothing to find here.
        }
        return found;
    }

    /** Whether a process has ended and waits for its parent to ask how: nobody can kill it, and it does nothing. */
    boolean isZombie(long pid) {
        List<String> fields = stat(pid);
        return !fields.isEmpty() && fields.get(STATE).equals("Z");
    }

    /** Whether a process lives in a process group or a session. */
    boolean inGroup(long pid, long group) {
        List<String> fields = stat(pid);
        String id = Long.toString(group);
        return fields.size() > SESSION
                && (fields.get(GROUP).equals(id) || fields.get(SESSION).equals(id));
    }

    /** Whether a process was started with {@code NAME=value} in its environment. */
    boolean hasEnvironment(long pid, String entry) {
        return read(pid, "environ")
                .filter(environment -> ("\0" + environment).contains("\0" + entry + "\0"))
                .isPresent();
    }

    private List<String> stat(long pid) {
        // The name stands in parentheses and may itself hold spaces and parentheses.
        return read(pid, "stat")
                .map(text -> List.of(
                        text.substring(text.lastIndexOf(')') + 1).strip().split(" ")))
                .orElse(List.of());
    }

    private Optional<String> read(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(root.resolve(Long.toString(pid)).resolve(file));
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException | SecurityException gone) {
            return Optional.empty();
        }
    }
}
