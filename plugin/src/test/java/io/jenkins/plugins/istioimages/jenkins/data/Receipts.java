package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.publish.targets.ReceiptJson;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers of agents that have published something. */
public final class Receipts {
    private Receipts() {}

    /** A target with a tag that was missing. */
    public static Receipt of(String kind, String place, Status status, String problem) {
        Item tag = Item.fixed("pilot:1.14.5", "sha256:1", Optional.empty()).at(URI.create("https://ghcr.io/x/pilot"));
        boolean done = status == Status.DONE;
        return new Receipt(
                new TargetName(kind, place),
                status,
                List.of(tag),
                done ? Set.of(tag.name()) : Set.of(),
                Optional.of(problem).filter(text -> !text.isEmpty()));
    }

    /** A target with so many tags that were missing. */
    public static Receipt of(String kind, String place, Status status, int tags) {
        List<Item> items = IntStream.range(0, tags)
                .mapToObj(i -> Item.fixed("pilot:" + i, "sha256:1", Optional.empty()))
                .toList();
        Set<String> done =
                status == Status.DONE ? items.stream().map(Item::name).collect(Collectors.toSet()) : Set.of();
        return new Receipt(new TargetName(kind, place), status, items, done, Optional.empty());
    }

    /** What an agent answers. */
    public static String answer(Receipt... receipts) {
        ObjectNode json = Json.object();
        ArrayNode targets = json.putArray("targets");
        for (Receipt receipt : receipts) {
            targets.add(ReceiptJson.of("1.14.5", receipt));
        }
        return Json.pretty(json);
    }
}
