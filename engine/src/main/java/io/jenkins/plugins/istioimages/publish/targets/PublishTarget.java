package io.jenkins.plugins.istioimages.publish.targets;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A place that a release goes to. What it should have is known to it; it says what is missing, and brings that. Used by
 * one thread at a time, but for {@link #name}.
 */
public interface PublishTarget {
    TargetName name();

    /**
     * Compares what is there with what should be, by reading alone. Credentials are used, so that wrong ones are told,
     * and where the target can tell without a write that writing is not allowed, that is told, too.
     *
     * @return everything that should be there, in an order that stays the same
     * @throws WorkException if the target does not answer, or refuses
     * @throws InputException if what should be published cannot be
     */
    List<Item> look();

    /**
     * Brings what is missing. What others would follow to it (a tag, an index, an alias) comes last, when all it leads to
     * is there and was seen to be. When it is cut anywhere, the next one goes on.
     *
     * @param changes of what {@link #look} has said, in its order, those with something to do: {@link Action#CREATE} and
     *     {@link Action#UPDATE}. Where there is something else by now, that is not overwritten
     * @param done hears of each when it is in place
     * @throws WorkException if the target does not answer, or refuses, or has changed meanwhile
     */
    void apply(List<Item> changes, Consumer<Item> done);
}
