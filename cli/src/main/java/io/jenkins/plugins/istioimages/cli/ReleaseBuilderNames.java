package io.jenkins.plugins.istioimages.cli;

import java.util.ArrayList;
import java.util.List;
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
            "--gcsaliases", "--bucket-alias",
            "--s3aliases", "--bucket-alias",
            "--helmhub", "--chart-hub",
            "--cosignkey", "--sign");

    /** Those whose values say a bucket without its kind, and what says that here. */
    private static final Map<String, List<String>> BUCKETS = Map.of(
            "--gcsbucket", List.of("--bucket", "gs://"),
            "--s3bucket", List.of("--bucket", "s3://"),
            "--helmbucket", List.of("--helm-bucket", "gs://"),
            "--s3helmbucket", List.of("--helm-bucket", "s3://"));

    private ReleaseBuilderNames() {}

    /** The words with the names of this program. */
    static String[] translated(String... words) {
        if (words.length == 0 || !words[0].equals(VERB)) {
            return words;
        }
        List<String> translated = new ArrayList<>();
        String scheme = "";
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            List<String> bucket = BUCKETS.get(name);
            if (bucket == null) {
                translated.add(scheme + NAMES.getOrDefault(name, name) + word.substring(name.length()));
                scheme = "";
            } else if (equals < 0) {
                translated.add(bucket.get(0));
                scheme = bucket.get(1);
            } else {
                translated.add(bucket.get(0) + "=" + bucket.get(1) + word.substring(equals + 1));
            }
        }
        return translated.toArray(String[]::new);
    }
}
