package io.jenkins.plugins.istioimages.publish.targets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A receipt as data:
 * {@code {"target": {"kind", "place"}, "release", "status", "complete", "problem"?, "items": [{"name", "asked", "found"?,
 * "action", "done", "link"?}]}}. Names of enums are in lower case.
 */
public final class ReceiptJson {
    private static final String ITEMS = "items";
    private static final String NAME = "name";
    private static final String ASKED = "asked";
    private static final String DONE = "done";

    private ReceiptJson() {}

    /**
     * One run.
     *
     * @param release version of the release
     */
    public static ObjectNode of(String release, Receipt receipt) {
        ObjectNode json = Json.object();
        json.putObject("target")
                .put("kind", receipt.target().kind())
                .put("place", receipt.target().place());
        json.put("release", release)
                .put("status", receipt.status().name().toLowerCase(Locale.ROOT))
                .put("complete", receipt.complete());
        receipt.problem().ifPresent(problem -> json.put("problem", problem));
        ArrayNode items = json.putArray(ITEMS);
        for (Item item : receipt.items()) {
            ObjectNode one = items.addObject().put(NAME, item.name()).put(ASKED, item.asked());
            item.found().ifPresent(found -> one.put("found", found));
            one.put("action", item.action().name().toLowerCase(Locale.ROOT))
                    .put(DONE, receipt.done().contains(item.name()));
            item.link().ifPresent(link -> one.put("link", link.toString()));
        }
        return json;
    }

    /**
     * One run after others: what an earlier one brought is still brought, with what was found before; what only an
     * earlier one was asked for stands after the rest.
     *
     * @param earlier in the form of {@link #of}
     */
    static ObjectNode merged(ObjectNode earlier, ObjectNode now) {
        ObjectNode merged = now.deepCopy();
        Map<String, JsonNode> before = new HashMap<>();
        earlier.path(ITEMS).forEach(item -> before.put(item.path(NAME).asText(), item));
        ArrayNode items = Json.array();
        for (JsonNode item : now.path(ITEMS)) {
            JsonNode known = before.remove(item.path(NAME).asText());
            items.add(keepsEarlier(known, item) ? known : item);
        }
        earlier.path(ITEMS).forEach(item -> {
            if (before.containsKey(item.path(NAME).asText())) {
                items.add(item);
            }
        });
        merged.set(ITEMS, items);
        return merged;
    }

    private static boolean keepsEarlier(JsonNode known, JsonNode item) {
        return known != null
                && known.path(DONE).asBoolean()
                && item.path("action").asText().equals("none")
                && known.path(ASKED).equals(item.path(ASKED));
    }
}
