package io.jenkins.plugins.istioimages.publish.targets;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked of a target, found there and done.
 *
 * @param items everything that it should have, as it was found
 * @param done names of the items that were brought
 * @param problem why it is refused or failed
 */
public record Receipt(TargetName target, Status status, List<Item> items, Set<String> done, Optional<String> problem) {
    public Receipt {
        items = List.copyOf(items);
        done = Set.copyOf(done);
    }

    /** How it went. */
    public enum Status {
        /** All was there, and nothing was done. */
        UNCHANGED,
        /** What was missing was brought, and read back. */
        DONE,
        /** Something is missing, and was not brought, as that was not asked for. */
        INCOMPLETE,
        /** Something else is where ours should be; nothing was done. */
        REFUSED,
        /** It could not be looked at, or not be brought to its end. */
        FAILED
    }

    /** What has to be done, or had to be when it was looked at. */
    public List<Item> changes() {
        return items.stream().filter(item -> item.action() != Action.NONE).toList();
    }

    /** Whether the target is as it should be. */
    public boolean complete() {
        return status == Status.UNCHANGED || status == Status.DONE;
    }
}
