package io.jenkins.plugins.istioimages.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands of stages. */
final class Commands {
    private Commands() {}

    /** Make in a source tree, in release-builder's environment. */
    static Command make(String directory, List<String> targets, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(List.of("make", "--no-print-directory"));
        arguments.addAll(targets);
        return new Command(arguments, directory, MakeEnvironment.REMOVED, environment);
    }
}
