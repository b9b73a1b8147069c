package io.jenkins.plugins.istioimages.plan;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program that a stage runs: arguments that are never joined into a shell line. Paths in the stage's work directory
 * begin with {@link #WORK}, because only who runs the stage knows where that is.
 *
 * @param arguments program and arguments
 * @param directory to run in
 * @param removed variables that are taken away from what is inherited, before {@code environment} is set
 * @param environment variables that are set
 */
public record Command(List<String> arguments, String directory, List<String> removed, Map<String, String> environment)
        implements Serializable {
    /** Stands for the absolute path of the stage's work directory. */
    public static final String WORK = "${WORK}";

    public Command {
        arguments = List.copyOf(arguments);
        removed = removed.stream().sorted().toList();
        environment = Map.copyOf(environment);
    }

    /** The command with real paths. */
    public Command at(String workDirectory) {
        Map<String, String> placed = new TreeMap<>();
        environment.forEach((name, value) -> placed.put(name, value.replace(WORK, workDirectory)));
        return new Command(
                arguments.stream().map(a -> a.replace(WORK, workDirectory)).toList(),
                directory.replace(WORK, workDirectory),
                removed,
                placed);
    }

    /** The whole environment of the process, over what this machine's is. */
    public Map<String, String> environmentOver(Map<String, String> inherited) {
        Map<String, String> result = new TreeMap<>(inherited);
        removed.forEach(result::remove);
        result.putAll(environment);
        return result;
    }

    /** For people: the arguments, quoted as a POSIX shell would need it. */
    @Override
    public String toString() {
        return String.join(" ", arguments.stream().map(Command::quoted).toList());
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_@%+=:,./${}-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
