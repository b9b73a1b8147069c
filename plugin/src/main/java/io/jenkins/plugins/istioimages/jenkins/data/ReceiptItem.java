package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One thing that a target should have, for scripts and pages: a tag, an object, an asset. */
@ExportedBean(defaultVisibility = 9)
public final class ReceiptItem implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String asked;
    private final String found;
    private final String action;
    private final boolean done;
    private final String link;

    private ReceiptItem(JsonNode item) {
        this.name = ReceiptTexts.line(item.path("name"), "the name of an item");
        this.asked = ReceiptTexts.line(item.path("asked"), "what is asked for");
        this.found = ReceiptTexts.optional(item.path("found"));
        this.action = ReceiptTexts.word(item.path("action"), Action.class);
        this.done = item.path("done").asBoolean();
        this.link = ReceiptTexts.link(item.path("link"));
    }

    static ReceiptItem of(JsonNode item) {
        return new ReceiptItem(item);
    }

    ObjectNode addTo(ObjectNode json) {
        json.put("name", name).put("asked", asked);
        if (!found.isEmpty()) {
            json.put("found", found);
        }
        json.put("action", action).put("done", done);
        if (!link.isEmpty()) {
            json.put("link", link);
        }
        return json;
    }

    /** Within the target: {@code pilot:1.14.5}. */
    @Whitelisted
    @Exported
    public String getName() {
        return name;
    }

    /** What should be there: a digest, a commit, a version. */
    @Whitelisted
    @Exported
    public String getAsked() {
        return asked;
    }

    /** What was there when it was looked at; empty for nothing. */
    @Whitelisted
    @Exported
    public String getFound() {
        return found;
    }

    /** {@code none}, {@code create}, {@code update} or {@code conflict}. */
    @Whitelisted
    @Exported
    public String getAction() {
        return action;
    }

    /** Whether it was brought. */
    @Whitelisted
    @Exported
    public boolean isDone() {
        return done;
    }

    /** Where a person can see it, over http or https; empty where nobody knows. */
    @Whitelisted
    @Exported
    public String getLink() {
        return link;
    }

    /** The name, with short digests. */
    public String getShortName() {
        return ReceiptTexts.shortened(name);
    }

    /** What should be there, with short digests. */
    public String getShortAsked() {
        return ReceiptTexts.shortened(asked);
    }

    /** What was there, with short digests. */
    public String getShortFound() {
        return ReceiptTexts.shortened(found);
    }

    /** Whether there was something to do. */
    @Whitelisted
    public boolean isChange() {
        return !action.equals("none");
    }

    @Override
    public String toString() {
        return name + ": " + action + (done ? ", done" : "");
    }
}
