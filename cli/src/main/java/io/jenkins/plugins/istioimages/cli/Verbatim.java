package io.jenkins.plugins.istioimages.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Takes the next word for the value of an option whatever it looks like: options of another program look like ours. */
final class Verbatim implements IParameterPreprocessor {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's own signature
    public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        if (words.isEmpty()) {
            return false;
        }
        List<String> before = option.getValue();
        List<String> values = new ArrayList<>(before == null ? List.of() : before);
        values.add(words.pop());
        option.setValue(values);
        return true;
    }
}
