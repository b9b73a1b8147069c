package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.catalog.TextTable;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import java.util.List;
import java.util.Locale;

/** What came of each target, for people: a table, and a line for each thing that was or would be changed. */
final class ReceiptText {
    private ReceiptText() {}

    static String of(List<Receipt> receipts) {
        TextTable table = new TextTable("TARGET", "STATUS", "ITEMS", "CHANGES", "DONE", "LINK")
                .alignRight(2)
                .alignRight(3)
                .alignRight(4);
        for (Receipt receipt : receipts) {
            table.row(
                    receipt.target().toString(),
                    receipt.status().name().toLowerCase(Locale.ROOT),
                    String.valueOf(receipt.items().size()),
                    String.valueOf(receipt.changes().size()),
                    String.valueOf(receipt.done().size()),
                    link(receipt));
        }
        StringBuilder text = new StringBuilder(table.toText());
        for (Receipt receipt : receipts) {
            if (!receipt.changes().isEmpty()) {
                text.append('\n').append(changes(receipt));
            }
        }
        return text.toString();
    }

    private static String changes(Receipt receipt) {
        TextTable table = new TextTable(receipt.target().toString(), "", "", "", "");
        for (Item item : receipt.changes()) {
            table.row(
                    "  " + item.action().name().toLowerCase(Locale.ROOT),
                    item.name(),
                    item.asked(),
                    item.found().map(found -> "was " + found).orElse(""),
                    receipt.done().contains(item.name()) ? "done" : "");
        }
        return table.toText();
    }

    /** The first is enough to find the others. */
    private static String link(Receipt receipt) {
        return receipt.items().stream()
                .flatMap(item -> item.link().stream())
                .findFirst()
                .map(Object::toString)
                .orElse("-");
    }
}
