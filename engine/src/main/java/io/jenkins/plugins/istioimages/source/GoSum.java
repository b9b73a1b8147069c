package io.jenkins.plugins.istioimages.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A {@code go.sum} file (https://go.dev/ref/mod#go-sum-files): checksums of modules, those of their go.mod left out. */
final class GoSum {
    private final Map<String, String> sums = new HashMap<>();

    private GoSum() {}

    /** Lines of {@code module version hash}; Go says of other lines that they are wrong, here they are let be. */
    static GoSum parse(String text) {
        GoSum all = new GoSum();
        text.lines().forEach(line -> {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length == 3 && !words[1].endsWith("/go.mod")) {
                all.sums.putIfAbsent(words[0] + " " + words[1], words[2]);
            }
        });
        return all;
    }

    Optional<String> of(String path, String version) {
        return Optional.ofNullable(sums.get(path + " " + version));
    }
}
