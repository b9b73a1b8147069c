package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What was asked of a target, found there and done, for scripts and pages. */
@ExportedBean(defaultVisibility = 9)
public final class TargetReceipt implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MOST_ITEMS = 50_000;

    private final String kind;
    private final String place;
    private final String status;
    private final String problem;
    private final ArrayList<ReceiptItem> items = new ArrayList<>();

    private TargetReceipt(JsonNode receipt) {
        this.kind = ReceiptTexts.line(receipt.path("target").path("kind"), "the kind of its target");
        this.place = ReceiptTexts.line(receipt.path("target").path("place"), "the place of its target");
        this.status = ReceiptTexts.word(receipt.path("status"), Status.class);
        this.problem = ReceiptTexts.optional(receipt.path("problem"));
        if (receipt.path("items").size() > MOST_ITEMS) {
            throw new MalformedContentException("a receipt of the agent has more than " + MOST_ITEMS + " items");
        }
        receipt.path("items").forEach(item -> items.add(ReceiptItem.of(item)));
    }

    static TargetReceipt of(JsonNode receipt) {
        return new TargetReceipt(receipt);
    }

    void addTo(ObjectNode json) {
        json.putObject("target").put("kind", kind).put("place", place);
        json.put("status", status).put("complete", isComplete());
        if (!problem.isEmpty()) {
            json.put("problem", problem);
        }
        ArrayNode all = json.putArray("items");
        items.forEach(item -> item.addTo(all.addObject()));
    }

    /** What it is: {@code registry}, {@code charts}, {@code git}, {@code github}, {@code grafana}, {@code s3}. */
    @Whitelisted
    @Exported
    public String getKind() {
        return kind;
    }

    /** Where it is: {@code ghcr.io/resf/istio}. */
    @Whitelisted
    @Exported
    public String getPlace() {
        return place;
    }

    /** Both, as log and documentation name it. */
    @Whitelisted
    public String getName() {
        return kind + " " + place;
    }

    /** {@code unchanged}, {@code done}, {@code incomplete}, {@code refused} or {@code failed}. */
    @Whitelisted
    @Exported
    public String getStatus() {
        return status;
    }

    /** Whether the target is as it should be. */
    @Whitelisted
    @Exported
    public boolean isComplete() {
        return Status.UNCHANGED.name().equalsIgnoreCase(status)
                || Status.DONE.name().equalsIgnoreCase(status);
    }

    /** Whether something is missing that was not asked to be brought. */
    boolean isIncomplete() {
        return Status.INCOMPLETE.name().equalsIgnoreCase(status);
    }

    /** Why it is refused or failed; empty if it is neither. */
    @Whitelisted
    @Exported
    public String getProblem() {
        return problem;
    }

    /** Everything that it should have, as it was found. */
    @Whitelisted
    @Exported
    public List<ReceiptItem> getItems() {
        return Collections.unmodifiableList(items);
    }

    /** What there was to do. */
    @Whitelisted
    public List<ReceiptItem> getChanges() {
        return items.stream().filter(ReceiptItem::isChange).toList();
    }

    /** How many items were brought. */
    @Whitelisted
    public int getDone() {
        return (int) items.stream().filter(ReceiptItem::isDone).count();
    }

    @Override
    public String toString() {
        return getName() + ": " + status;
    }
}
