package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction.HealthTiming;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code HEALTHCHECK NONE} and {@code HEALTHCHECK [--interval=… …] CMD …}. */
final class HealthcheckParser {
    private static final Set<String> FLAGS = Set.of("interval", "timeout", "start-period", "start-interval", "retries");

    private HealthcheckParser() {}

    static Instruction parse(SourceLocation at, String arguments) {
        Flags flags = Flags.of(at, "HEALTHCHECK", arguments, FLAGS);
        String[] parts = flags.rest().split("\\s+", 2);
        String type = parts[0].toUpperCase(Locale.ROOT);
        HealthTiming timing = new HealthTiming(
                duration(at, flags, "interval"),
                duration(at, flags, "timeout"),
                duration(at, flags, "start-period"),
                duration(at, flags, "start-interval"),
                retries(at, flags));
        if (type.equals("NONE") && parts.length == 1) {
            return new Instruction.Healthcheck(at, Optional.empty(), timing);
        }
        if (!type.equals("CMD") || parts.length == 1) {
            throw new DockerfileException(at, "HEALTHCHECK takes NONE, or CMD with a command");
        }
        return new Instruction.Healthcheck(at, Optional.of(InstructionParser.command(at, parts[1].strip())), timing);
    }

    private static long duration(SourceLocation at, Flags flags, String name) {
        return flags.one(name)
                .map(text -> GoDuration.parse(text)
                        .orElseThrow(() -> new DockerfileException(
                                at, "--" + name + "=" + text + " is no duration of 1ms or more, like 30s or 1m30s")))
                .orElse(0L);
    }

    private static int retries(SourceLocation at, Flags flags) {
        return flags.one("retries")
                .map(text -> {
                    if (!text.matches("[1-9][0-9]{0,8}")) {
                        throw new DockerfileException(at, "--retries=" + text + " is no number of 1 or more");
                    }
                    return Integer.parseInt(text);
                })
                .orElse(0);
    }
}
