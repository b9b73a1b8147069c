package io.jenkins.plugins.istioimages.publish.targets;

import java.net.URI;
import java.util.Optional;

/**
 * One thing that a target should have: a tag, an object, an asset.
 *
 * @param name within the target: {@code pilot:1.14.5}, {@code 1.14.5/istio-1.14.5-linux-amd64.tar.gz}
 * @param asked what should be there, short enough for a line: a digest, a commit, a version
 * @param found what was there when it was looked at, in the same form; empty for nothing
 * @param action what that asks for
 * @param link where a person can see it
 */
public record Item(String name, String asked, Optional<String> found, Action action, Optional<URI> link) {
    /** Something that is compared as a whole, and must not change when it is there. */
    public static Item fixed(String name, String asked, Optional<String> found) {
        return new Item(name, asked, found, action(asked, found, Action.CONFLICT), Optional.empty());
    }

    /** Something that is compared as a whole, and moves on with each release. */
    public static Item moving(String name, String asked, Optional<String> found) {
        return new Item(name, asked, found, action(asked, found, Action.UPDATE), Optional.empty());
    }

    /** With the place where a person can see it. */
    public Item at(URI place) {
        return new Item(name, asked, found, action, Optional.of(place));
    }

    /** As it is when who publishes has said that what is in the way may go. */
    Item allowed() {
        return action == Action.CONFLICT ? new Item(name, asked, found, Action.UPDATE, link) : this;
    }

    private static Action action(String asked, Optional<String> found, Action otherwise) {
        if (found.isEmpty()) {
            return Action.CREATE;
        }
        return found.get().equals(asked) ? Action.NONE : otherwise;
    }
}
