package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a build can produce ({@code outputs}); names are read without regard to case. */
public enum Output {
    DOCKER,
    HELM,
    DEBIAN,
    RPM,
    ARCHIVE,
    GRAFANA,
    /** Licences of every repository; release-builder always makes them. */
    LICENSES,
    /** {@code sources.tar.gz}; release-builder always makes it. */
    SOURCES,
    /** Bills of materials; release-builder always makes them, unless {@code skipGenerateBillOfMaterials} says no. */
    SBOM,
    /** release-builder's look for new base images; read, and nothing is made of it here. */
    SCANNER;

    /**
     * Reads names, without regard to case.
     *
     * @param parameter that they are given by, for the error
     * @return empty for {@code all}, or where there are no names
     * @throws InputException if there is no such output
     */
    public static Set<Output> parse(List<String> texts, String parameter) {
        List<String> names = Stream.of(values()).map(Output::id).toList();
        Set<Output> chosen = EnumSet.noneOf(Output.class);
        for (String text : texts) {
            String id = text.strip().toLowerCase(Locale.ROOT);
            if (id.equals("all")) {
                return Set.of();
            }
            if (!names.contains(id)) {
                throw new InputException(parameter + ": there is no output '" + text + "'; there are "
                        + String.join(", ", names) + NearestName.hint(id, names));
            }
            chosen.add(valueOf(id.toUpperCase(Locale.ROOT)));
        }
        return chosen;
    }

    /** As it stands in a manifest. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
