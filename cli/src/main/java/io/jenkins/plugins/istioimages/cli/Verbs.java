package io.jenkins.plugins.istioimages.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/**
 * The verbs, in the order of the help. Looking at the options of one by reflection takes as long as a few requests to a
 * registry, so where the first word names a verb, only that one is made.
 */
final class Verbs {
    private final Map<String, Class<?>> types = new LinkedHashMap<>();

    Verbs() {
        types.put("plan", PlanCommand.class);
        types.put("build", BuildCommand.class);
        types.put("envoy", EnvoyCommand.class);
        types.put("publish", PublishCommand.class);
        types.put("copy", CopyCommand.class);
        types.put("verify", VerifyCommand.class);
        types.put("wasm", WasmCommand.class);
        types.put("builder", BuilderCommand.class);
        types.put("validate", ValidateCommand.class);
        types.put("catalog", CatalogCommand.class);
        types.put("updates", UpdatesCommand.class);
        types.put("demo", DemoCommand.class);
        types.put("rehearse", RehearseCommand.class);
        types.put("help", HelpCommand.class);
    }

    /** Gives a root command those verbs that the words on a command line can lead to. */
    void addTo(CommandLine root, String... words) {
        boolean one = words.length > 0 && types.containsKey(words[0]) && !words[0].equals("help");
        types.forEach((name, type) -> {
            if (!one || name.equals(words[0])) {
                root.addSubcommand(name, type);
            }
        });
    }
}
