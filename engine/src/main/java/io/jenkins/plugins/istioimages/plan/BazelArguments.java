package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Arguments of Bazel on their way through make: istio/proxy's Makefile.core.mk puts {@code BAZEL_BUILD_ARGS} into a
 * shell line as it is. Each is quoted for the shell, and then for make.
 */
final class BazelArguments {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern LINE = Pattern.compile("\\P{Cntrl}+");
    /** What only says where results are kept and how much is done at once. */
    private static final Pattern NO_SAY =
            Pattern.compile("--(remote_cache|remote_cache_header|remote_timeout|remote_upload_local_results"
                    + "|google_default_credentials|google_credentials|disk_cache|repository_cache|jobs"
                    + "|local_cpu_resources|local_ram_resources|local_resources)(=.*)?");

    private final List<String> arguments;

    /** @throws InputException if one is none */
    BazelArguments(List<String> arguments) {
        for (String argument : arguments) {
            if (!LINE.matcher(argument).matches() || !argument.startsWith("-")) {
                throw new InputException("'" + argument
                        + "' is no argument for Bazel: expected one option on one line, like --copt=-g1");
            }
        }
        this.arguments = List.copyOf(arguments);
    }

    /** Those that have a say in what comes out. */
    BazelArguments thatCount() {
        return new BazelArguments(arguments.stream()
                .filter(argument -> !NO_SAY.matcher(argument).matches())
                .toList());
    }

    /** The value of the variable. */
    String text() {
        return arguments.stream().map(BazelArguments::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        String forShell = PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
        return forShell.replace("$", "$$");
    }
}
