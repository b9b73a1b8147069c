package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageParameter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a release's hub and version in the place of those that sources have while they are developed (release-builder
 * pkg/build/helm.go, updateValues, of releases 1.14 to 1.31). Minor versions may have any number of digits, which
 * release-builder's pattern for {@code 1.14-dev} does not allow.
 *
 * @param hub what image names are put behind
 * @param version of the release
 */
record ReleaseValues(String hub, String version) {
    private static final List<String> HUBS =
            List.of("gcr.io/istio-testing", "gcr.io/istio-release", "registry.istio.io/testing");
    private static final Pattern HUB = Pattern.compile("hub: (?:" + alternatives() + ")(?=\\s|$)");
    private static final Pattern QUOTED_HUB = Pattern.compile("\"hub\": \"(?:" + alternatives() + ")\"");
    private static final Pattern TAG =
            Pattern.compile("tag: (?:[^\\n]*-latest-daily|latest|[0-9]+\\.[0-9]+-dev)(?=\\s|$)");
    private static final Pattern QUOTED_TAG =
            Pattern.compile("\"tag\": \"(?:[^\"\\n]*-latest-daily|latest|[0-9]+\\.[0-9]+-dev)\"");
    /** Of releases that had an operator, until 1.23. */
    private static final Pattern OPERATOR = Pattern.compile("image: gcr\\.io/istio-testing/operator:[^\\n]*");

    static ReleaseValues of(Stage stage) {
        return new ReleaseValues(stage.parameter(StageParameter.HUB), stage.parameter(StageParameter.VERSION));
    }

    /** A text with the release's values. */
    String in(String text) {
        String result = replace(HUB, text, "hub: " + hub);
        result = replace(QUOTED_HUB, result, "\"hub\": \"" + hub + "\"");
        result = replace(TAG, result, "tag: " + version);
        result = replace(QUOTED_TAG, result, "\"tag\": \"" + version + "\"");
        return replace(OPERATOR, result, "image: " + hub + "/operator:" + version);
    }

    private static String replace(Pattern pattern, String text, String by) {
        return pattern.matcher(text).replaceAll(Matcher.quoteReplacement(by));
    }

    private static String alternatives() {
        return String.join("|", HUBS.stream().map(Pattern::quote).toList());
    }
}
