package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.catalog.TextTable;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.SkippedImage;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which images of the source a release does not have, why, and what would make them. */
final class LeftOut {
    private final Plan plan;

    LeftOut(Plan plan) {
        this.plan = plan;
    }

    /** One line before the work begins; nothing when all images are made. */
    void announce(PrintWriter out) {
        if (!plan.skipped().isEmpty()) {
            Set<String> names = new LinkedHashSet<>();
            plan.skipped().forEach(image -> names.add(image.image()));
            out.println("notice: " + (names.size() == 1 ? "1 image is" : names.size() + " images are")
                    + " left out, see the end: " + String.join(", ", names));
        }
    }

    /** The table; nothing when all images are made. */
    void print(PrintWriter out) {
        if (plan.skipped().isEmpty()) {
            return;
        }
        out.println();
        out.println("Not made, because the native image builder runs no containers:");
        TextTable table = new TextTable("IMAGE", "VARIANT", "PLATFORM", "WHY", "MADE BY");
        plan.skipped()
                .forEach(image -> table.row(
                        image.image(),
                        String.join(", ", image.variants()),
                        platforms(image),
                        image.at() + ": " + image.reason(),
                        image.remedy()));
        out.print(table.toText());
    }

    private static String platforms(SkippedImage image) {
        return image.platforms().stream().map(Platform::toString).collect(Collectors.joining(", "));
    }
}
