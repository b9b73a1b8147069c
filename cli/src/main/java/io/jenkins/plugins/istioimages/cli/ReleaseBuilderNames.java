package io.jenkins.plugins.istioimages.cli;

import java.util.Arrays;
import java.util.Map;

/**
 * Options of {@code publish} as release-builder names them (pkg/publish/cmd.go), so that its command lines go on to work:
 * not shown in the help.
 */
final class ReleaseBuilderNames {
    private static final String VERB = "publish";
    private static final Map<String, String> NAMES = Map.of(
            "--dockerhub", "--hub",
            "--dockertags", "--tag",
            "--helmhub", "--chart-hub",
            "--cosignkey", "--sign");

    private ReleaseBuilderNames() {}

    /** The words with the names of this program. */
    static String[] translated(String... words) {
        return words.length > 0 && words[0].equals(VERB)
                ? Arrays.stream(words).map(ReleaseBuilderNames::translated).toArray(String[]::new)
                : words;
    }

    private static String translated(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        return NAMES.getOrDefault(name, name) + word.substring(name.length());
    }
}
