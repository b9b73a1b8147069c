package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.manifest.Output;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What stands behind {@code --outputs}. */
final class OutputNames {
    private OutputNames() {}

    /**
     * Reads names, without regard to case.
     *
     * @return empty for all, or where there are no names
     * @throws InputException if there is no such output
     */
    static Set<Output> parse(List<String> texts) {
        List<String> names = Stream.of(Output.values()).map(Output::id).toList();
        Set<Output> chosen = EnumSet.noneOf(Output.class);
        for (String text : texts) {
            String id = text.strip().toLowerCase(Locale.ROOT);
            if (id.equals("all")) {
                return Set.of();
            }
            if (!names.contains(id)) {
                throw new InputException("--outputs: there is no output '" + text + "'; there are "
                        + String.join(", ", names) + NearestName.hint(id, names));
            }
            chosen.add(Output.valueOf(id.toUpperCase(Locale.ROOT)));
        }
        return chosen;
    }
}
