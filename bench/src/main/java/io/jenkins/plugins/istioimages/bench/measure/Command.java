package io.jenkins.plugins.istioimages.bench.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line to measure.
 *
 * @param arguments program and arguments
 * @param environment added to this process's own
 */
public record Command(List<String> arguments, Map<String, String> environment) {
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    public static Command of(List<String> arguments) {
        return new Command(arguments, Map.of());
    }

    /** The same with one more variable. */
    public Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(arguments, more);
    }
}
