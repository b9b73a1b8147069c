package io.jenkins.plugins.istioimages.image.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction.Command;
import io.jenkins.plugins.istioimages.image.dockerfile.Scope;
import io.jenkins.plugins.istioimages.oci.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Executes the instructions that change the configuration and no file. */
final class ConfigInstructions {
    private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");

    private final StageState state;
    private final Scope scope;
    private final ConfigEditor config;

    ConfigInstructions(StageState state) {
        this.state = state;
        this.scope = state.scope();
        this.config = state.config();
    }

    /** @return the instruction with its variables replaced, for the history */
    String arg(Instruction.Arg arg) {
        scope.declare(arg);
        List<String> shown = new ArrayList<>();
        for (Instruction.Arg.Declaration declaration : arg.declarations()) {
            String name = declaration.name();
            shown.add(scope.argument(name).map(value -> name + "=" + value).orElse(name));
        }
        return "ARG " + String.join(" ", shown);
    }

    String env(Instruction.Env env) {
        // All values are made before one is set: ENV A=1 B=$A takes the A of before.
        Map<String, String> values = new LinkedHashMap<>();
        env.pairs().forEach(pair -> values.put(name(env, pair.name()), scope.expand(env.at(), pair.value())));
        values.forEach(scope::setEnvironment);
        config.setEnvironment(scope.environment());
        return "ENV " + shown(values);
    }

    String label(Instruction.Label label) {
        Map<String, String> values = new LinkedHashMap<>();
        label.pairs().forEach(pair -> values.put(name(label, pair.name()), scope.expand(label.at(), pair.value())));
        Map<String, TextNode> nodes = new LinkedHashMap<>();
        values.forEach((name, value) -> nodes.put(name, TextNode.valueOf(value)));
        config.putAll("Labels", nodes);
        return "LABEL " + shown(values);
    }

    private String name(Instruction instruction, String written) {
        String name = scope.expand(instruction.at(), written);
        if (name.isEmpty()) {
            throw new DockerfileException(instruction.at(), "'" + written + "' names nothing: its value is empty");
        }
        return name;
    }

    private static String shown(Map<String, String> values) {
        List<String> words = new ArrayList<>();
        values.forEach((name, value) -> words.add(name + "=" + value));
        return String.join(" ", words);
    }

    String user(Instruction.User user) {
        String value = scope.expand(user.at(), user.user());
        config.setText("User", value);
        return "USER " + value;
    }

    String stopSignal(Instruction.StopSignal signal) {
        String value = scope.expand(signal.at(), signal.signal());
        if (!value.matches("[0-9]{1,3}|[A-Za-z][A-Za-z0-9+-]{1,15}")) {
            throw new DockerfileException(
                    signal.at(), "'" + value + "' is no signal: a name like SIGTERM, or a number");
        }
        config.setText("StopSignal", value);
        return "STOPSIGNAL " + value;
    }

    String maintainer(Instruction.Maintainer maintainer) {
        config.setAuthor(maintainer.name());
        return "MAINTAINER " + maintainer.name();
    }

    String expose(Instruction.Expose expose) {
        Map<String, ObjectNode> ports = new LinkedHashMap<>();
        for (String word : expose.ports()) {
            for (String port : scope.expandToWords(expose.at(), word)) {
                Ports.of(port, expose.at()).forEach(one -> ports.put(one, Json.object()));
            }
        }
        config.putAll("ExposedPorts", ports);
        return "EXPOSE " + String.join(" ", ports.keySet());
    }

    String volume(Instruction.Volume volume) {
        Map<String, ObjectNode> paths = new LinkedHashMap<>();
        for (String word : volume.paths()) {
            String path = scope.expand(volume.at(), word);
            if (path.isBlank()) {
                throw new DockerfileException(volume.at(), "VOLUME has an empty path");
            }
            paths.put(path, Json.object());
        }
        config.putAll("Volumes", paths);
        return "VOLUME " + String.join(" ", paths.keySet());
    }

    String entrypoint(Instruction.Entrypoint entrypoint) {
        List<String> words = words(entrypoint.command());
        config.setStrings("Entrypoint", words);
        if (!state.isCmdSet()) {
            // The base's CMD was meant for the base's ENTRYPOINT.
            config.remove("Cmd");
        }
        return "ENTRYPOINT " + config.json("Entrypoint");
    }

    String cmd(Instruction.Cmd cmd) {
        List<String> words = words(cmd.command());
        config.setStrings("Cmd", words);
        state.cmdIsSet();
        return "CMD " + config.json("Cmd");
    }

    String shell(Instruction.Shell shell) {
        config.setStrings("Shell", shell.words());
        return "SHELL " + config.json("Shell");
    }

    String healthcheck(Instruction.Healthcheck check) {
        config.set("Healthcheck", HealthConfig.of(check));
        return "HEALTHCHECK " + config.json("Healthcheck");
    }

    String onbuild(Instruction.Onbuild onbuild) {
        List<String> triggers = new ArrayList<>(config.strings("OnBuild"));
        triggers.add(onbuild.trigger());
        config.setStrings("OnBuild", triggers);
        return "ONBUILD " + onbuild.trigger();
    }

    private List<String> words(Command command) {
        if (command.exec()) {
            return command.words();
        }
        List<String> shell = config.strings("Shell");
        List<String> words = new ArrayList<>(shell.isEmpty() ? DEFAULT_SHELL : shell);
        words.addAll(command.words());
        return words;
    }
}
