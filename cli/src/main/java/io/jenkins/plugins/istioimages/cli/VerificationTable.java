package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.catalog.TextTable;
import io.jenkins.plugins.istioimages.publish.verify.VerificationReport;

/** What was found of an image, a line for each manifest, and what else is attached to it. */
final class VerificationTable {
    private VerificationTable() {}

    static String of(VerificationReport report) {
        TextTable table = new TextTable("MANIFEST", "DIGEST", "VERIFIED", "SIGNATURES", "ATTESTATIONS").alignRight(3);
        for (VerificationReport.Part part : report.parts()) {
            table.row(
                    part.title(),
                    part.digest().toString(),
                    part.faults().isEmpty() ? "yes" : "NO",
                    String.valueOf(part.signatures()),
                    part.attestations().isEmpty() ? "-" : String.join(" ", part.attestations()));
        }
        StringBuilder text =
                new StringBuilder(report.reference() + (report.verified() ? ": verified\n" : ": NOT VERIFIED\n"));
        text.append(table.toText());
        for (VerificationReport.Part part : report.parts()) {
            part.asides().forEach(aside -> text.append("  ")
                    .append(part.title())
                    .append(": not counted, ")
                    .append(aside)
                    .append('\n'));
        }
        return text.toString();
    }
}
